using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>Which calls of a process fail, and after which one it is stopped.</summary>
internal sealed class FaultPlan(Random random)
{
    private const int InputOutput = 5;
    private const int TooManyFiles = 24;
    private const int NoSpace = 28;

    /// <summary>How likely each call is to fail.</summary>
    public double Rate { get; set; }

    /// <summary>How many calls the process may still make before it is stopped; null for any number.</summary>
    public int? CallsLeft { get; set; }

    /// <summary>The failures so far.</summary>
    public int Count { get; private set; }

    public Random Random { get; } = random;

    /// <summary>How many calls are spared: those that tell other processes of a failed flush.</summary>
    public int Spared { get; set; }

    public StorageException? Next(SimulatedCall call, string path)
    {
        if (Spared > 0)
        {
            Spared--;
            return null;
        }

        if (Rate == 0 || call is SimulatedCall.Unlock || Random.NextDouble() >= Rate)
        {
            return null;
        }

        Count++;
        int error = call switch
        {
            SimulatedCall.Open => Random.Next(2) == 0 ? TooManyFiles : InputOutput,
            SimulatedCall.Write or SimulatedCall.Create or SimulatedCall.Rename => Random.Next(2) == 0 ? NoSpace : InputOutput,
            _ => InputOutput,
        };
        return LinuxError.Exception($"(simulated) {call}", path, error);
    }
}
