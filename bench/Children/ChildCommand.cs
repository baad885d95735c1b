using Ledgerline.Bench.Watching;

namespace Ledgerline.Bench.Children;

/// <summary>What this program does as a child of itself.</summary>
internal static class ChildCommand
{
    public const string Flag = "--child";
    public const string AppendToLedger = "append-ledger";
    public const string AppendToFile = "append-file";
    public const string AppendWithoutPause = "append-without-pause";
    public const string Memory = "memory";
    public const string ManyLogs = "many-logs";
    public const string ServeEvents = "serve-events";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        // Opened now: a child that has run out of descriptors can still say so.
        TextWriter output = Console.Out;
        try
        {
            await DoAsync(args);
            return 0;
        }
        catch (Exception failure)
        {
            await output.WriteLineAsync(failure.Message.ReplaceLineEndings(" "));
            return 1;
        }
    }

    private static async Task DoAsync(string[] args)
    {
        switch (args)
        {
            case [AppendToLedger, var directory]:
                await using (Ledger log = Ledger.Open(directory))
                {
                    Serve(samples => Latencies.SendPaced(samples, message => log.Log.Append(message)));
                }

                break;
            case [AppendToFile, var path]:
                PacedFile.Serve(path, Serve);
                break;
            case [AppendWithoutPause, var directory]:
                await BusyNeighbour.AppendAsync(directory, Ready);
                break;
            case [Memory, var operation, var directory, var warmUp]:
                Console.WriteLine(await MemoryProbe.GrowthAsync(operation, directory, warmUp));
                break;
            case [ManyLogs, var directory, var count]:
                Console.WriteLine(await ManyLogsProbe.RunAsync(directory, int.Parse(count)));
                break;
            case [ServeEvents, var directory]:
                await EventServerProbe.RunAsync(directory, Ready);
                break;
            default:
                throw new ArgumentException($"There is no child command '{string.Join(' ', args)}'.");
        }
    }

    /// <summary>Does what the parent asks, a number of times a line, until it says no more.</summary>
    private static void Serve(Action<int> work)
    {
        Ready();
        while (Console.ReadLine() is { } line)
        {
            work(int.Parse(line));
        }
    }

    private static void Ready() => Console.WriteLine("ready");
}
