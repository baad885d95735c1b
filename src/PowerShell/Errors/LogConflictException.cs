namespace Ledgerline.PowerShell.Errors;

/// <summary>A log has another last entry than a command was told to expect. Nothing of the batch was written.</summary>
internal sealed class LogConflictException(long expectedLastSeq, long actualLastSeq)
    : Exception($"The log's last entry is {actualLastSeq}, and {expectedLastSeq} was expected.")
{
    public long ExpectedLastSeq { get; } = expectedLastSeq;

    public long ActualLastSeq { get; } = actualLastSeq;
}
