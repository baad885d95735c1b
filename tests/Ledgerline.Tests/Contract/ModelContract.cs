using Ledgerline.Drivers;

namespace Ledgerline.Tests.Contract;

/// <summary>Random operations on a log and on a list must not be told apart.</summary>
public abstract class ModelContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private const int Steps = 250;

    private readonly LogModel _model = new();
    private readonly List<string> _history = [];
    private int _payloads;

    [Theory]
    [MemberData(nameof(ModelSeeds.All), MemberType = typeof(ModelSeeds))]
    public async Task A_random_history_is_that_of_a_list(int seed)
    {
        var random = new Random(seed);
        using var follower = new ModelFollower(LogStore, _model);
        try
        {
            for (int step = 0; step < Steps; step++)
            {
                await StepAsync(random);
                if (random.Next(3) == 0)
                {
                    _history.Add("follow");
                    follower.CatchUp();
                }
            }
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(
                $"Seed {seed} failed at step {_history.Count}. The last operations: {string.Join("; ", _history.TakeLast(12))}. {e.Message}", e);
        }
    }

    private Task StepAsync(Random random) => random.Next(20) switch
    {
        < 6 => AppendAsync(random),
        < 8 => TryAppendAsync(random),
        < 10 => TruncateAsync(random),
        < 17 => ReadAsync(random),
        < 18 => SetClockAsync(random),
        < 19 => InfoAsync(),
        _ => random.Next(6) == 0 ? DeleteAsync() : AppendAsync(random),
    };

    private async Task AppendAsync(Random random)
    {
        string[] batch = Batch(random);
        _history.Add($"append {batch.Length}");
        AppendResult expected = _model.Append(batch, Clock.Now);
        IEnumerable<JsonPayload> payloads = batch.Select(JsonPayload.Parse);
        Assert.Equal(expected, random.Next(2) == 0
            ? await Handle(random).AppendBatchAsync(payloads, Durability.Buffered)
            : Handle(random).AppendBatch(payloads, Durability.Buffered));
    }

    private async Task TryAppendAsync(Random random)
    {
        string[] batch = Batch(random);
        long expectedLast = random.Next(2) == 0 ? _model.LastSeq : Math.Max(0, _model.LastSeq + random.Next(-3, 4));
        _history.Add($"try-append {batch.Length} expecting {expectedLast}");
        TryAppendResult expected = new TryAppendResult.Conflict(_model.LastSeq);
        if (expectedLast == _model.LastSeq)
        {
            AppendResult appended = _model.Append(batch, Clock.Now);
            expected = new TryAppendResult.Appended(appended.FirstSeq, appended.LastSeq);
        }

        Assert.Equal(
            expected,
            await Handle(random).TryAppendAsync(batch.Select(JsonPayload.Parse), expectedLast, Durability.Buffered));
    }

    private async Task TruncateAsync(Random random)
    {
        long seq = random.Next(8) == 0
            ? _model.LastSeq + random.Next(3)
            : Math.Max(0, _model.FirstSeq + random.Next(-2, 8));
        _history.Add($"truncate before {seq}");
        Assert.Equal(new TruncateResult(_model.Truncate(seq)), await Handle(random).TruncateBeforeAsync(seq));
    }

    private async Task ReadAsync(Random random)
    {
        List<LogSkip> skips = [];
        DateTimeOffset? Time() => random.Next(4) == 0
            ? Clock.Now.AddTicks(random.Next(-40, 10) * TimeSpan.TicksPerMillisecond / 2)
            : null;
        var options = new LogReadOptions
        {
            SinceSeq = random.Next(3) == 0 ? 0 : Math.Max(0, random.NextInt64(_model.FirstSeq - 3, _model.LastSeq + 3)),
            After = Time(),
            Before = Time(),
            Limit = random.Next(3) == 0 ? random.Next(12) : null,
            Reverse = random.Next(2) == 0,
            OnSkipped = random.Next(3) == 0 ? skips.Add : null,
        };
        _history.Add($"read {options}");
        AppendLog<JsonPayload> log = Handle(random);
        if (_model.FailureOf(options) is { } failure)
        {
            await Assert.ThrowsAsync(failure, async () => await log.ReadAsync(options).CountAsync());
            return;
        }

        List<LogEntry<JsonPayload>> read = random.Next(2) == 0
            ? await log.ReadAsync(options).ToListAsync(Deadline)
            : [.. log.Read(options)];
        Assert.Equal(_model.Read(options), read.Select(e => (e.Seq, e.Timestamp, e.Data.ToString())));
        Assert.Equal(_model.HasGapAfter(options.SinceSeq) ? [options.SinceSeq] : [], skips.Select(s => s.AfterSeq));
    }

    private Task SetClockAsync(Random random)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(random.Next(-5, 15)));
        _history.Add($"set the clock to {Clock.Now:O}");
        return Task.CompletedTask;
    }

    private async Task InfoAsync()
    {
        _history.Add("info");
        LogInfo info = await RawLog.GetInfoAsync();
        DateTimeOffset? first = _model.Entries.Count == 0 ? null : _model.Entries[0].Timestamp;
        Assert.Equal(
            new LogInfo(_model.LastSeq, _model.FirstSeq, _model.Entries.Count, info.SizeInBytes, first, _model.LastTimestamp, false),
            info);
        Assert.Equal(_model.Entries.Count == 0, info.SizeInBytes == 0);
    }

    private async Task DeleteAsync()
    {
        _history.Add("delete");
        Assert.Equal(_model.Delete(), await RawLog.DeleteAsync());
    }

    private AppendLog<JsonPayload> Handle(Random random) => random.Next(4) == 0 ? RivalProject.History : RawLog;

    private string[] Batch(Random random) =>
        [.. Enumerable.Range(0, random.Next(6)).Select(_ => $"{{\"n\":{++_payloads},\"text\":\"{new string('x', random.Next(40))}\"}}")];
}
