namespace Ledgerline;

/// <summary>Something that is wrong with a log, and where.</summary>
/// <param name="Kind">What sort of fault it is.</param>
/// <param name="Source">The file, or the driver's name for the log.</param>
/// <param name="Line">The line, from 1; null where the fault is in no line.</param>
/// <param name="Offset">The byte at which it begins; null where the source has no offsets.</param>
/// <param name="Length">Its length in bytes; 0 where something is missing.</param>
/// <param name="Seq">The number of the entry there, or of the one behind a gap; null where it is not known.</param>
/// <param name="Cause">What was found and what was expected, in words.</param>
public sealed record LogFault(
    LogFaultKind Kind, string Source, long? Line, long? Offset, long Length, long? Seq, string Cause);
