namespace Ledgerline.FileSystem;

/// <summary>Where a log ended when an append of this process was acknowledged, so that its followers need not look.</summary>
/// <param name="File">The log file.</param>
/// <param name="Epoch">The epoch under whose lock it was written.</param>
/// <param name="Offset">The offset behind the last committed line.</param>
/// <param name="Seq">The last number.</param>
/// <param name="Timestamp">The last timestamp.</param>
internal sealed record CommittedEnd(FileIdentity File, long Epoch, long Offset, long Seq, long Timestamp);
