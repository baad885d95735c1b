namespace Ledgerline;

/// <summary>How far the verification of a log has come.</summary>
/// <param name="BytesRead">The bytes read so far.</param>
/// <param name="TotalBytes">The bytes there are to read, which may grow while the log does.</param>
/// <param name="EntriesRead">The sound entries among what was read.</param>
public readonly record struct LogProgress(long BytesRead, long TotalBytes, long EntriesRead);
