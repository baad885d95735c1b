using System.Globalization;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Children;

/// <summary>What many logs of one driver hold on to, after each was appended to and read once.</summary>
internal static class ManyLogsProbe
{
    /// <summary>How many logs are used between two counts of descriptors.</summary>
    private const int CountedEvery = 64;

    /// <returns>The most descriptors beyond those before, and the bytes of managed memory for each log.</returns>
    public static async Task<string> RunAsync(string directory, int count)
    {
        await using Ledger ledger = await Ledger.CreateAsync(directory, Durability.Buffered);
        AppendLog<JsonPayload> warm = Open(ledger.Project, -1);
        await AppendAsync(warm, -1);
        await ReadAsync(warm, -1);

        // Held by their user, and idle.
        var logs = new AppendLog<JsonPayload>[count];
        long memory = Memory();
        int before = Descriptors();
        int most = before;
        for (int i = 0; i < count; i++)
        {
            logs[i] = Open(ledger.Project, i);
            await AppendAsync(logs[i], i);
            most = Math.Max(most, i % CountedEvery == 0 ? Descriptors() : 0);
        }

        for (int i = 0; i < count; i++)
        {
            await ReadAsync(logs[i], i);
            most = Math.Max(most, i % CountedEvery == 0 ? Descriptors() : 0);
        }

        most = Math.Max(most, Descriptors());
        long perLog = (Memory() - memory) / count;
        GC.KeepAlive(logs);
        return string.Create(CultureInfo.InvariantCulture, $"{most - before} {perLog}");
    }

    /// <summary>One of the many logs.</summary>
    private static AppendLog<JsonPayload> Open(Project project, int i) =>
        project.Log("many", string.Create(CultureInfo.InvariantCulture, $"log{i}"));

    private static async Task AppendAsync(AppendLog<JsonPayload> log, int n) => await log.AppendAsync(Ledger.Encode([Tweak.Number(n)])[0]);

    private static async Task ReadAsync(AppendLog<JsonPayload> log, int n)
    {
        int read = 0;
        await foreach (LogEntry<JsonPayload> entry in log.ReadAsync())
        {
            Expect.Equal(n, entry.Data.ToElement().GetProperty("n").GetInt32());
            read++;
        }

        Expect.Equal(1, read);
    }

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static int Descriptors() => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
