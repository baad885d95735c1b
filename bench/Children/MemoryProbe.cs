using System.Globalization;

namespace Ledgerline.Bench.Children;

/// <summary>How far a process grows above what it was when it was warm, while it works on a large log.</summary>
internal static class MemoryProbe
{
    public const string Read = "read all";
    public const string Subscribe = "subscribe from 0";
    public const string Reverse = "reverse";
    public const string Truncate = "truncate";

    /// <returns>The growth of the peak in bytes, and how many entries the work passed.</returns>
    public static async Task<string> GrowthAsync(string operation, string directory, string warmUp)
    {
        await WorkAsync(operation, warmUp);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        // The kernel's peak begins anew.
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
        long warm = Status("VmRSS:");
        long passed = await WorkAsync(operation, directory);
        return string.Create(CultureInfo.InvariantCulture, $"{Status("VmHWM:") - warm} {passed}");
    }

    private static async Task<long> WorkAsync(string operation, string directory)
    {
        await using Ledger log = Ledger.Open(directory);
        long last = (await log.Log.GetInfoAsync()).LastSeq;
        long passed = 0;
        switch (operation)
        {
            case Read:
                return (await log.TallyAsync()).Count;
            case Reverse:
                return (await log.TallyAsync(new LogReadOptions { Reverse = true })).Count;
            case Subscribe:
                await foreach (LogEntry<Tweak> entry in log.Log.SubscribeAsync(sinceSeq: 0))
                {
                    passed++;
                    if (entry.Seq == last)
                    {
                        break;
                    }
                }

                return passed;
            case Truncate:
                return (await log.Log.TruncateBeforeAsync(last / 2)).Removed;
            default:
                throw new ArgumentException($"There is no operation '{operation}'.");
        }
    }

    private static long Status(string name)
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
