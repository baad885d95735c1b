namespace Ledgerline;

/// <summary>What a repair did.</summary>
/// <param name="Entries">The entries that the log holds now.</param>
/// <param name="QuarantinedLines">The lines that were set aside because they were no entries, or not the next ones.</param>
/// <param name="QuarantinedBytes">The bytes that were set aside.</param>
/// <param name="Renumbered">The entries that were given another number.</param>
/// <param name="BackupPath">The copy of the log as it was; null where none was made.</param>
public sealed record LogRepairResult(
    long Entries, long QuarantinedLines, long QuarantinedBytes, long Renumbered, string? BackupPath)
{
    /// <summary>Whether anything was repaired: false for a log that was sound and is as it was.</summary>
    public bool Changed { get; init; }

    /// <summary>Where what was set aside is kept; null where nothing was.</summary>
    public string? QuarantinePath { get; init; }
}
