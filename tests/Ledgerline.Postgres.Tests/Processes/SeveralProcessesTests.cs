using System.Globalization;
using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Tests.FileSystem;

namespace Ledgerline.Postgres.Tests.Processes;

/// <summary>Several processes append, follow and count in one schema at the same time, and one of them is killed.</summary>
public sealed class SeveralProcessesTests : IAsyncLifetime
{
    private OpenSchema _schema = null!;

    private AppendLog<JsonPayload> Log => _schema.Project.History;

    public async Task InitializeAsync() => _schema = await OpenSchema.OpenAsync();

    public async Task DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task Appenders_in_three_processes_leave_dense_numbers_and_whole_batches_and_a_follower_in_a_fourth_sees_each_once()
    {
        const int Each = 600;
        string[] names = ["a", "b", "c"];
        using WorkerProcess follower = Start("follow", 3 * Each);
        Assert.Equal("ready", await follower.ReadLineAsync());
        WorkerProcess[] appenders = [.. names.Select(name => Start(name == "c" ? "append" : "batch", Each, name, "Flushed"))];
        long[][] acknowledged = await Task.WhenAll(appenders.Select(async appender =>
        {
            using (appender)
            {
                return Numbers(await appender.CompleteAsync());
            }
        }));

        List<LogEntry<JsonPayload>> stored = await Log.ReadAsync().ToListAsync();
        Assert.Equal(Enumerable.Range(1, 3 * Each).Select(n => (long)n), stored.Select(e => e.Seq));
        Assert.Equal(stored.Select(e => $"{e.Seq} {e.Data}"), await follower.CompleteAsync());
        foreach ((string name, long[] seqs) in names.Zip(acknowledged))
        {
            // Under its own numbers, in its own order: so each was written once.
            Assert.Equal(seqs.Select((seq, n) => (seq, n)), Of(name, stored));
        }

        foreach (long[] seqs in acknowledged[..2])
        {
            AssertBatchesAreWhole(seqs, Each);
        }

        Assert.True(stored.Zip(stored.Skip(1)).All(pair => pair.First.Timestamp <= pair.Second.Timestamp), "times decrease");
    }

    [Fact]
    public async Task A_killed_appender_loses_nothing_that_it_acknowledged_leaves_no_half_batch_and_stops_nobody()
    {
        const int Others = 1000;
        const int BeforeKill = 60;
        using WorkerProcess other = Start("append", Others, "other", "Flushed");
        Dictionary<string, List<long>> killed = [];
        for (int round = 0; round < 3; round++)
        {
            string name = $"killed{round}";
            using WorkerProcess worker = Start("batch", 1_000_000, name, "Flushed");
            List<long> acknowledged = [];
            while (acknowledged.Count < BeforeKill + (round * 7))
            {
                acknowledged.AddRange(Numbers([(await worker.ReadLineAsync())!]));
            }

            string[] rest = await worker.KillAndReadAsync();

            // The last line may have been cut.
            acknowledged.AddRange(Numbers(rest.SkipLast(1)));
            killed.Add(name, acknowledged);
        }

        long[] byOther = Numbers(await other.CompleteAsync());
        long last = (await Log.AppendAsync(JsonPayload.Parse("""{"by":"end","n":0}"""))).LastSeq;
        List<LogEntry<JsonPayload>> stored = await Log.ReadAsync().ToListAsync();
        Assert.Equal(Enumerable.Range(1, (int)last).Select(n => (long)n), stored.Select(e => e.Seq));
        Assert.Equal(byOther.Select((seq, n) => (seq, n)), Of("other", stored));
        foreach ((string name, List<long> acknowledged) in killed)
        {
            (long Seq, int N)[] found = [.. Of(name, stored)];
            Assert.Equal(acknowledged.Select((seq, n) => (seq, n)), found.Take(acknowledged.Count));
            Assert.Equal(Enumerable.Range(0, found.Length), found.Select(f => f.N));
            AssertBatchesAreWhole([.. found.Select(f => f.Seq)], int.MaxValue);
        }
    }

    [Fact]
    public async Task Counters_in_three_processes_and_here_end_at_the_exact_sum()
    {
        const int Each = 60;
        WorkerProcess[] workers = [Start("cas", Each, "counter", "Buffered"), Start("cas", Each, "counter", "Flushed"), Start("count", Each, "counter")];
        for (int i = 0; i < Each; i++)
        {
            await _schema.Project.Meta.UpdateAsync(
                "counter",
                current => JsonPayload.Parse($"{(current is KvGetResult<JsonPayload>.Found found ? found.Value.ToElement().GetInt64() : 0) + 1}"));
        }

        List<long> put = [];
        foreach (WorkerProcess worker in workers)
        {
            using (worker)
            {
                put.AddRange(Numbers(await worker.CompleteAsync()));
            }
        }

        var end = (KvGetResult<JsonPayload>.Found)await _schema.Project.Meta.GetAsync("counter");
        Assert.Equal(4 * Each, end.Value.ToElement().GetInt64());
        Assert.Equal(2 * Each, put.Distinct().Count());
    }

    private static long[] Numbers(IEnumerable<string> lines) => [.. lines.Select(line => long.Parse(line, CultureInfo.InvariantCulture))];

    private static IEnumerable<(long Seq, int N)> Of(string name, IEnumerable<LogEntry<JsonPayload>> entries) => entries
        .Where(e => e.Data.ToElement().GetProperty("by").GetString() == name)
        .Select(e => (e.Seq, e.Data.ToElement().GetProperty("n").GetInt32()));

    /// <summary>A worker's batch that begins with its n-th entry, from 0, has (n mod 5) + 1 entries, or what was left to it.</summary>
    private static void AssertBatchesAreWhole(long[] seqs, int count)
    {
        for (int n = 0; n < seqs.Length;)
        {
            int size = Math.Min((n % 5) + 1, count - n);
            Assert.Equal(Enumerable.Range(0, size).Select(i => seqs[n] + i), seqs.Skip(n).Take(size));
            n += size;
        }
    }

    private WorkerProcess Start(string command, int count, params string[] more) => WorkerProcess.StartWithDatabase(
        TestServer.ConnectionString, [command, $"postgres:{_schema.Schema.Name}", "p", $"{count}", .. more]);
}
