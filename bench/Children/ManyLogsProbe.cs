using System.Globalization;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Children;

/// <summary>What many logs of one driver hold on to, after each was appended to and read once.</summary>
internal static class ManyLogsProbe
{
    /// <returns>The most descriptors beyond those before, and the bytes of managed memory for each log.</returns>
    public static async Task<string> RunAsync(string directory, int count)
    {
        await using Ledger ledger = await Ledger.CreateAsync(directory, Durability.Buffered);
        await UseAsync(ledger.Project.Log("warm"), 0);
        long memory = GC.GetTotalMemory(forceFullCollection: true);
        int before = Descriptors();
        int most = before;
        for (int i = 0; i < count; i++)
        {
            await ledger.Project.Log(Name(i)).AppendAsync(Ledger.Encode([Tweak.Number(i)])[0]);
            if (i % 64 == 0)
            {
                most = Math.Max(most, Descriptors());
            }
        }

        for (int i = 0; i < count; i++)
        {
            await foreach (LogEntry<JsonPayload> entry in ledger.Project.Log(Name(i)).ReadAsync())
            {
                Expect.Equal(i, entry.Data.ToElement().GetProperty("n").GetInt32());
            }
        }

        most = Math.Max(most, Descriptors());
        long perLog = (GC.GetTotalMemory(forceFullCollection: true) - memory) / count;
        return string.Create(CultureInfo.InvariantCulture, $"{most - before} {perLog}");
    }

    private static async Task UseAsync(AppendLog<JsonPayload> log, int n)
    {
        await log.AppendAsync(Ledger.Encode([Tweak.Number(n)])[0]);
        await foreach (LogEntry<JsonPayload> entry in log.ReadAsync())
        {
            Expect.Equal(n, entry.Data.ToElement().GetProperty("n").GetInt32());
        }
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"log{i}");

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
