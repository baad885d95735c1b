namespace Ledgerline.Tests.Contract.Histories;

/// <summary>
/// Something that one does with a log. Doing it and doing it to the model give outcomes in words: they must be the same.
/// </summary>
public abstract record LogOperation
{
    /// <summary>Makes places into numbers and payloads unlike all others.</summary>
    /// <param name="firstSeq">The first number that the caller knows of.</param>
    /// <param name="lastSeq">The last one.</param>
    /// <param name="id">No other operation's.</param>
    public virtual LogOperation Resolve(long firstSeq, long lastSeq, int id) => this;

    public abstract Task<string> RunAsync(TestedLog log, DateTimeOffset now);

    public abstract string Apply(LogModel model, DateTimeOffset now);

    private static string[] Payloads(int id, int size, int length) =>
        [.. Enumerable.Range(0, size).Select(i => $"{{\"id\":\"{id}.{i}\",\"text\":\"{new string('x', length)}\"}}")];

    private static async Task<string> OrCompletedAsync(Func<Task<string>> append)
    {
        try
        {
            return await append();
        }
        catch (LogCompletedException)
        {
            return nameof(LogCompletedException);
        }
    }

    public sealed record Append(int Size, int Length, bool IsSynchronous, int Id = 0) : LogOperation
    {
        public override LogOperation Resolve(long firstSeq, long lastSeq, int id) => this with { Id = id };

        public override Task<string> RunAsync(TestedLog log, DateTimeOffset now) =>
            OrCompletedAsync(async () => (await log.AppendAsync(Payloads(Id, Size, Length), IsSynchronous)).ToString());

        public override string Apply(LogModel model, DateTimeOffset now) =>
            model.IsCompleted ? nameof(LogCompletedException) : model.Append(Payloads(Id, Size, Length), now).ToString();
    }

    public sealed record TryAppend(int Size, int Length, Place Expected, int Id = 0) : LogOperation
    {
        public override LogOperation Resolve(long firstSeq, long lastSeq, int id) =>
            this with { Expected = Expected.Resolve(firstSeq, lastSeq), Id = id };

        public override Task<string> RunAsync(TestedLog log, DateTimeOffset now) =>
            OrCompletedAsync(async () => (await log.TryAppendAsync(Payloads(Id, Size, Length), Expected.Seq)).ToString());

        public override string Apply(LogModel model, DateTimeOffset now)
        {
            if (model.IsCompleted)
            {
                return nameof(LogCompletedException);
            }

            if (Expected.Seq != model.LastSeq)
            {
                return new TryAppendResult.Conflict(model.LastSeq).ToString();
            }

            AppendResult appended = model.Append(Payloads(Id, Size, Length), now);
            return new TryAppendResult.Appended(appended.FirstSeq, appended.LastSeq).ToString();
        }
    }

    /// <summary>
    /// Times count from now, in milliseconds, and do not fall below the log's last: where they do, a search by time
    /// promises nothing. For one caller, who looks for the last time in a step of its own.
    /// </summary>
    public sealed record Import(int Size, Place First, int FirstTime, int TimeStep, int Id = 0) : LogOperation
    {
        private long FirstSeq => Math.Max(1, First.Seq);

        public override LogOperation Resolve(long firstSeq, long lastSeq, int id) =>
            this with { First = First.Resolve(firstSeq, lastSeq), Id = id };

        public override Task<string> RunAsync(TestedLog log, DateTimeOffset now) => OrCompletedAsync(async () =>
        {
            DateTimeOffset? last = (await log.GetInfoAsync()).LastTimestamp;
            try
            {
                return (await log.ImportAsync(
                    Entries(now, last).Select(e => new LogEntry<JsonPayload>(e.Seq, e.Timestamp, JsonPayload.Parse(e.Data))))).ToString();
            }
            catch (LogSequenceException e)
            {
                return Refused(e.ExpectedSeq, e.ActualSeq);
            }
        });

        public override string Apply(LogModel model, DateTimeOffset now) =>
            model.IsCompleted ? nameof(LogCompletedException)
            : model.LastSeq > 0 && FirstSeq != model.LastSeq + 1 ? Refused(model.LastSeq + 1, FirstSeq)
            : model.Import([.. Entries(now, model.LastTimestamp)]).ToString();

        private static string Refused(long expected, long actual) => $"expected {expected}, not {actual}";

        private IEnumerable<(long Seq, DateTimeOffset Timestamp, string Data)> Entries(DateTimeOffset now, DateTimeOffset? last)
        {
            DateTimeOffset first = now.AddMilliseconds(FirstTime);
            first = first < last ? last.Value : first;
            return Payloads(Id, Size, 10).Select((data, i) => (FirstSeq + i, first.AddMilliseconds(i * TimeStep), data));
        }
    }

    /// <summary>Leaves numbers out before each entry; with none, only the count goes on. Times are as those of <see cref="Import"/>.</summary>
    public sealed record ImportAfter(int Size, Place After, int LeftOut, int FirstTime, int Id = 0) : LogOperation
    {
        private long AfterSeq => Math.Max(0, After.Seq);

        public override LogOperation Resolve(long firstSeq, long lastSeq, int id) =>
            this with { After = After.Resolve(firstSeq, lastSeq), Id = id };

        public override Task<string> RunAsync(TestedLog log, DateTimeOffset now) => OrCompletedAsync(async () =>
        {
            DateTimeOffset time = Time(now, (await log.GetInfoAsync()).LastTimestamp);
            try
            {
                if (Size == 0)
                {
                    await log.ImportCountAsync(AfterSeq, AfterSeq + LeftOut + 1, time);
                    return "counted";
                }

                return (await log.ImportAsync(
                    Entries(time).Select(e => new LogEntry<JsonPayload>(e.Seq, e.Timestamp, JsonPayload.Parse(e.Data))), AfterSeq)).ToString();
            }
            catch (LogSequenceException e)
            {
                return $"expected {e.ExpectedSeq}, not {e.ActualSeq}";
            }
        });

        public override string Apply(LogModel model, DateTimeOffset now)
        {
            if (model.IsCompleted)
            {
                return nameof(LogCompletedException);
            }

            if (model.LastSeq > 0 && AfterSeq != model.LastSeq)
            {
                return $"expected {model.LastSeq + 1}, not {AfterSeq + 1}";
            }

            DateTimeOffset time = Time(now, model.LastTimestamp);
            if (Size == 0)
            {
                model.ImportCount(AfterSeq + LeftOut + 1, time);
                return "counted";
            }

            return model.Import([.. Entries(time)]).ToString();
        }

        private DateTimeOffset Time(DateTimeOffset now, DateTimeOffset? last)
        {
            DateTimeOffset time = now.AddMilliseconds(FirstTime);
            return time < last ? last.Value : time;
        }

        private IEnumerable<(long Seq, DateTimeOffset Timestamp, string Data)> Entries(DateTimeOffset time) =>
            Payloads(Id, Size, 10).Select((data, i) => (AfterSeq + ((i + 1) * (LeftOut + 1)), time, data));
    }

    public sealed record Truncate(Place Seq) : LogOperation
    {
        public override LogOperation Resolve(long firstSeq, long lastSeq, int id) => new Truncate(Seq.Resolve(firstSeq, lastSeq));

        public override async Task<string> RunAsync(TestedLog log, DateTimeOffset now) => (await log.TruncateBeforeAsync(Seq.Seq)).ToString();

        public override string Apply(LogModel model, DateTimeOffset now) => new TruncateResult(model.Truncate(Seq.Seq)).ToString();
    }

    /// <summary>Times count from now, in half milliseconds: entries have whole ones.</summary>
    public sealed record Read(Place Since, int? After, int? Before, int? Limit, bool Reverse, bool Skips, bool IsSynchronous) : LogOperation
    {
        public override LogOperation Resolve(long firstSeq, long lastSeq, int id) => this with { Since = Since.Resolve(firstSeq, lastSeq) };

        public override async Task<string> RunAsync(TestedLog log, DateTimeOffset now)
        {
            List<LogSkip> skips = [];
            try
            {
                List<LogEntry<JsonPayload>> read = await log.ReadAsync(Options(now, Skips ? skips.Add : null), IsSynchronous);
                IEnumerable<LogSkip> truncated = skips.Where(s => s.Cause.Contains("truncated", StringComparison.Ordinal));
                return Outcome(truncated.Select(s => s.AfterSeq), read.Select(e => (e.Seq, e.Timestamp, e.Data.ToString())));
            }
            catch (LedgerlineException e) when (e is LogTruncatedException or LogRewoundException)
            {
                return e.GetType().Name;
            }
        }

        public override string Apply(LogModel model, DateTimeOffset now)
        {
            LogReadOptions options = Options(now, Skips ? _ => { } : null);
            return model.FailureOf(options)?.Name
                ?? Outcome(model.HasGapAfter(options.SinceSeq) ? [options.SinceSeq] : [], model.Read(options));
        }

        private LogReadOptions Options(DateTimeOffset now, Action<LogSkip>? onSkipped) => new()
        {
            SinceSeq = Since.Seq,
            After = Time(now, After),
            Before = Time(now, Before),
            Limit = Limit,
            Reverse = Reverse,
            OnSkipped = onSkipped,
        };

        private static DateTimeOffset? Time(DateTimeOffset now, int? halves) =>
            halves is { } count ? now.AddTicks(count * TimeSpan.TicksPerMillisecond / 2) : null;

        private static string Outcome(IEnumerable<long> gaps, IEnumerable<(long Seq, DateTimeOffset Timestamp, string Data)> entries) =>
            $"gaps [{string.Join(' ', gaps)}], entries [{string.Join(' ', entries.Select(e => $"{e.Seq}@{e.Timestamp:ss.fff}{e.Data}"))}]";
    }

    public sealed record Info : LogOperation
    {
        public override async Task<string> RunAsync(TestedLog log, DateTimeOffset now)
        {
            // How many bytes they take is each driver's own affair, that none take none is not. Lost numbers may count or not.
            LogInfo info = await log.GetInfoAsync();
            long numbers = info.LastSeq - info.FirstSeq + 1;
            bool isCounted = info.Count == numbers || info.Count == (await log.ReadAsync(new(), isSynchronous: true)).Count;
            return (info with { SizeInBytes = Math.Min(info.SizeInBytes, 1), Count = isCounted ? numbers : info.Count }).ToString();
        }

        public override string Apply(LogModel model, DateTimeOffset now) => new LogInfo(
            model.LastSeq,
            model.FirstSeq,
            model.LastSeq - model.FirstSeq + 1,
            Math.Min(model.Entries.Count, 1),
            model.Entries.Count == 0 ? null : model.Entries[0].Timestamp,
            model.LastTimestamp,
            model.IsCompleted).ToString();
    }

    public sealed record Complete : LogOperation
    {
        public override async Task<string> RunAsync(TestedLog log, DateTimeOffset now)
        {
            await log.CompleteAsync();
            return "completed";
        }

        public override string Apply(LogModel model, DateTimeOffset now)
        {
            model.IsCompleted = true;
            return "completed";
        }
    }

    public sealed record Delete : LogOperation
    {
        public override async Task<string> RunAsync(TestedLog log, DateTimeOffset now) => (await log.DeleteAsync()).ToString();

        public override string Apply(LogModel model, DateTimeOffset now) => model.Delete().ToString();
    }
}
