using System.Collections.Concurrent;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>
/// Many who append to one log, each an ascending count of its own, and some who follow and read it, while things happen to
/// the server. In the end all must tell one story.
/// </summary>
internal sealed class LogLoad
{
    private const string Ending = "end";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Project _project;
    private readonly List<Appender> _appenders = [];
    private readonly ConcurrentDictionary<(int By, int N), long> _acknowledged = [];
    private readonly List<Task<List<LogEntry<JsonPayload>>>> _followers = [];

    /// <param name="project">Where the log is.</param>
    public LogLoad(Project project) => _project = project;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Adds one who appends: alone, in batches, and on the condition that nobody else has.</summary>
    public void AddAppender(Loops loops, Project project)
    {
        var own = new Appender(_appenders.Count);
        _appenders.Add(own);
        long last = 0;
        int step = 0;
        loops.Add($"appender {own.By}", async () =>
        {
            int n = own.Next;
            switch (step++ % 4)
            {
                case 0:
                    AppendResult batch = await project.History.AppendBatchAsync([Payload(own.By, n), Payload(own.By, n + 1), Payload(own.By, n + 2)]);
                    Acknowledge(own, 3, batch.FirstSeq, batch.LastSeq);
                    last = batch.LastSeq;
                    break;
                case 1:
                    switch (await project.History.TryAppendAsync([Payload(own.By, n)], last))
                    {
                        case TryAppendResult.Appended appended:
                            Acknowledge(own, 1, appended.FirstSeq, appended.LastSeq);
                            last = appended.LastSeq;
                            break;
                        case TryAppendResult.Conflict conflict:
                            Assert.True(conflict.ActualLastSeq > last, $"{conflict.ActualLastSeq} is in the way of {last}");
                            break;
                    }

                    break;
                default:
                    AppendResult one = await project.History.AppendAsync(Payload(own.By, n));
                    Acknowledge(own, 1, one.FirstSeq, one.LastSeq);
                    last = one.LastSeq;
                    break;
            }
        });
    }

    /// <summary>Adds one who reads everything again and again: always dense, and never less than was acknowledged before.</summary>
    public void AddReader(Loops loops, Project project) => loops.Add("reader", async () =>
    {
        long before = _acknowledged.IsEmpty ? 0 : _acknowledged.Values.Max();
        long seq = 0;
        await foreach (LogEntry<JsonPayload> entry in project.History.ReadAsync())
        {
            Assert.Equal(++seq, entry.Seq);
        }

        Assert.True(seq >= before, $"{before} was acknowledged, and {seq} was the last read");
    });

    /// <summary>Adds one who follows from the beginning.</summary>
    public void AddFollower(Project project) => _followers.Add(Task.Run(async () =>
    {
        List<LogEntry<JsonPayload>> seen = [];
        await foreach (LogEntry<JsonPayload> entry in project.History.SubscribeAsync(0))
        {
            seen.Add(entry);
            if (entry.Data.ToString().Contains(Ending, StringComparison.Ordinal))
            {
                break;
            }
        }

        return seen;
    }));

    /// <summary>
    /// After the loops have stopped: what was acknowledged is there under its number, each count is whole and in order, the
    /// numbers are dense, and every follower has seen just that.
    /// </summary>
    public async Task CheckAsync()
    {
        long end = (await _project.History.AppendAsync(JsonPayload.Parse($"\"{Ending}\""))).FirstSeq;
        List<LogEntry<JsonPayload>> entries = await _project.History.ReadAsync().ToListAsync();
        Assert.Equal(Enumerable.Range(1, (int)end).Select(n => (long)n), entries.Select(e => e.Seq));
        Assert.True(entries.Zip(entries.Skip(1)).All(pair => pair.First.Timestamp <= pair.Second.Timestamp), "times decrease");

        (int By, int N, long Seq)[] found = [.. entries.SkipLast(1).Select(e =>
            (e.Data.ToElement().GetProperty("by").GetInt32(), e.Data.ToElement().GetProperty("n").GetInt32(), e.Seq))];
        foreach (Appender own in _appenders)
        {
            Assert.Equal(Enumerable.Range(0, own.Next), found.Where(f => f.By == own.By).Select(f => f.N));
        }

        Assert.All(found, f => Assert.Equal(_acknowledged[(f.By, f.N)], f.Seq));
        foreach (Task<List<LogEntry<JsonPayload>>> follower in _followers)
        {
            List<LogEntry<JsonPayload>> seen = await follower.WaitAsync(Deadline);
            Assert.Equal(entries.Select(e => (e.Seq, e.Timestamp, e.Data.ToString())), seen.Select(e => (e.Seq, e.Timestamp, e.Data.ToString())));
        }
    }

    private static JsonPayload Payload(int by, int n) => JsonPayload.Parse($$"""{"by":{{by}},"n":{{n}}}""");

    private void Acknowledge(Appender own, int count, long first, long last)
    {
        Assert.Equal(count, last - first + 1);
        for (int i = 0; i < count; i++)
        {
            Assert.True(_acknowledged.TryAdd((own.By, own.Next + i), first + i));
        }

        own.Next += count;
    }

    private sealed class Appender(int by)
    {
        public int By { get; } = by;

        /// <summary>The number that is appended next.</summary>
        public int Next { get; set; }
    }
}
