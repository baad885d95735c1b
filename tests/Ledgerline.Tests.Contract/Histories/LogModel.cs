namespace Ledgerline.Tests.Contract.Histories;

/// <summary>What a log must do, as a list: too slow and too simple to be wrong.</summary>
public sealed class LogModel
{
    public List<(long Seq, DateTimeOffset Timestamp, string Data)> Entries { get; private init; } = [];

    public long LastSeq { get; private set; }

    public DateTimeOffset? LastTimestamp { get; private set; }

    public int Deletions { get; private set; }

    public bool IsCompleted { get; set; }

    public long FirstSeq => Entries.Count == 0 ? LastSeq + 1 : Entries[0].Seq;

    public LogModel Copy() => new() { Entries = [.. Entries], LastSeq = LastSeq, LastTimestamp = LastTimestamp, Deletions = Deletions, IsCompleted = IsCompleted };

    public AppendResult Append(IReadOnlyList<string> batch, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(batch);
        long first = LastSeq + 1;
        foreach (string data in batch)
        {
            LastTimestamp = LastTimestamp > now ? LastTimestamp : now;
            Entries.Add((++LastSeq, LastTimestamp.Value, data));
        }

        return new(first, LastSeq);
    }

    public AppendResult Import(IReadOnlyList<(long Seq, DateTimeOffset Timestamp, string Data)> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Entries.AddRange(batch);
        (LastSeq, LastTimestamp) = (batch[^1].Seq, batch[^1].Timestamp);
        return new(batch[0].Seq, LastSeq);
    }

    public void ImportCount(long lastSeq, DateTimeOffset lastTimestamp) => (LastSeq, LastTimestamp) = (lastSeq, lastTimestamp);

    public long Truncate(long seq) => Entries.RemoveAll(e => e.Seq <= seq);

    public bool Delete()
    {
        bool existed = LastTimestamp is not null || IsCompleted;
        Entries.Clear();
        LastSeq = 0;
        LastTimestamp = null;
        IsCompleted = false;
        Deletions += existed ? 1 : 0;
        return existed;
    }

    /// <summary>What reading must end with: an exception's type, or null.</summary>
    public Type? FailureOf(LogReadOptions options) =>
        options.SinceSeq > LastSeq ? typeof(LogRewoundException)
        : HasGapAfter(options.SinceSeq) && options.OnSkipped is null ? typeof(LogTruncatedException)
        : null;

    public bool HasGapAfter(long sinceSeq) => sinceSeq > 0 && sinceSeq <= LastSeq && sinceSeq < FirstSeq - 1;

    public IEnumerable<(long Seq, DateTimeOffset Timestamp, string Data)> Read(LogReadOptions options)
    {
        IEnumerable<(long Seq, DateTimeOffset Timestamp, string Data)> matching = Entries.Where(e =>
            e.Seq > options.SinceSeq
            && (options.After is not { } after || e.Timestamp > after)
            && (options.Before is not { } before || e.Timestamp < before));
        return (options.Reverse ? matching.Reverse() : matching).Take((int)(options.Limit ?? int.MaxValue));
    }
}
