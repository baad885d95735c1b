using System.Collections.Concurrent;
using System.Globalization;

namespace Ledgerline.Tests.Simulation;

/// <summary>Runs the programs of many seeds side by side: <c>LEDGERLINE_SEEDS=N</c> of them, or <c>LEDGERLINE_SEED=S</c> alone.</summary>
internal static class SeedRun
{
    private const int DefaultSeeds = 2000;

    /// <param name="run">Runs one seed.</param>
    public static void All(Action<int> run)
    {
        if (Variable("LEDGERLINE_SEED") is { } seed)
        {
            run(seed);
            return;
        }

        // Each seed is a machine of its own, so they may run side by side; not on the pool, which they wait for.
        var failures = new ConcurrentDictionary<int, string>();
        int last = Variable("LEDGERLINE_SEEDS") ?? DefaultSeeds;
        int taken = 0;
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(RunSeeds))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());

        void RunSeeds()
        {
            while (Interlocked.Increment(ref taken) is var number && number <= last)
            {
                try
                {
                    run(number);
                }
                catch (Exception e)
                {
                    failures[number] = e is ScenarioFailedException ? e.Message : $"seed {number}: {e}";
                }
            }
        }

        string[] told = [.. failures.OrderBy(static f => f.Key).Select(static f => f.Value)];
        Assert.True(
            told.Length == 0,
            $"{told.Length} seeds failed:\n{string.Join("\n", told.Take(40).Select(static f => f.Split('\n')[0]))}\n{told.FirstOrDefault()}");
    }

    /// <summary>Runs seeds until a deliberate defect is found.</summary>
    /// <param name="run">Runs one seed.</param>
    /// <returns>What the seed that found it says, in a line; null where 2,000 seeds have not.</returns>
    public static string? FirstFailure(Action<int> run)
    {
        for (int seed = 1; seed <= DefaultSeeds; seed++)
        {
            try
            {
                run(seed);
            }
            catch (ScenarioFailedException e)
            {
                return e.Message.Split('\n')[0];
            }
        }

        return null;
    }

    private static int? Variable(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
