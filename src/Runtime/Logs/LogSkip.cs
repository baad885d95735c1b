namespace Ledgerline;

/// <summary>Something that a reader, having asked to skip, passed over instead of throwing.</summary>
/// <param name="Source">The file, or the driver's name for the log.</param>
/// <param name="Line">The line, from 1; null where the source has no lines or the gap is of entries that were truncated.</param>
/// <param name="Offset">The byte at which it begins; null where the source has no offsets.</param>
/// <param name="Length">Its length in bytes; 0 where only numbers are missing.</param>
/// <param name="AfterSeq">The last good number before it; 0 where there is none.</param>
/// <param name="Cause">What is wrong, in words.</param>
public sealed record LogSkip(string Source, long? Line, long? Offset, long Length, long AfterSeq, string Cause);
