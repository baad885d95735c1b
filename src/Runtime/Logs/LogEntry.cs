namespace Ledgerline;

/// <summary>One entry of a log.</summary>
/// <typeparam name="T">The type of the log's entries.</typeparam>
/// <param name="Seq">Its number: 1 for the log's first entry ever, rising by one for ever.</param>
/// <param name="Timestamp">When it was appended, in whole milliseconds, UTC. Never falls from entry to entry in what Ledgerline appended; imported entries keep theirs.</param>
/// <param name="Data">What was appended.</param>
public readonly record struct LogEntry<T>(long Seq, DateTimeOffset Timestamp, T Data);
