namespace Ledgerline;

/// <summary>Which entries to read, and in which order. The default reads every kept entry, oldest first.</summary>
public sealed record LogReadOptions
{
    /// <summary>
    /// Only entries with a higher number. 0, the default, starts at the first kept entry. A positive number below
    /// the first kept minus one is <see cref="LogTruncatedException"/>, or a reported gap where
    /// <see cref="OnSkipped"/> is set; one above the last is <see cref="LogRewoundException"/>.
    /// </summary>
    public long SinceSeq { get; init; }

    /// <summary>Only entries later than this time (exclusive).</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>Only entries earlier than this time (exclusive).</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>At most this many entries; null for no limit. 0 reads nothing.</summary>
    public long? Limit { get; init; }

    /// <summary>Newest first.</summary>
    public bool Reverse { get; init; }

    /// <summary>
    /// Asks to skip damage and gaps instead of throwing; called once for each, in order, on the reader's thread.
    /// Null, the default, throws <see cref="LogCorruptException"/> or <see cref="LogTruncatedException"/>. Numbers that a
    /// repair declared lost are passed by in both cases, and told here where this is set.
    /// </summary>
    public Action<LogSkip>? OnSkipped { get; init; }
}
