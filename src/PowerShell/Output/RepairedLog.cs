using Ledgerline.PowerShell.Logs;

namespace Ledgerline.PowerShell;

/// <summary>What a repair did to a log.</summary>
public sealed class RepairedLog : LogObject
{
    internal RepairedLog(LogTarget log, long faults, LogRepairResult result)
        : base(log)
    {
        Changed = result.Changed;
        Faults = faults;
        Entries = result.Entries;
        QuarantinedLines = result.QuarantinedLines;
        QuarantinedBytes = result.QuarantinedBytes;
        Renumbered = result.Renumbered;
        QuarantinePath = result.QuarantinePath;
        BackupPath = result.BackupPath;
    }

    /// <summary>Whether anything was repaired: false for a log that was sound and is as it was.</summary>
    public bool Changed { get; }

    /// <summary>The faults that were found before the repair.</summary>
    public long Faults { get; }

    /// <summary>The entries that the log holds now.</summary>
    public long Entries { get; }

    /// <summary>The lines that were set aside because they were no entries, or not the next ones.</summary>
    public long QuarantinedLines { get; }

    /// <summary>The bytes that were set aside.</summary>
    public long QuarantinedBytes { get; }

    /// <summary>The entries that were given another number.</summary>
    public long Renumbered { get; }

    /// <summary>The file that keeps what was set aside; null where nothing was.</summary>
    public string? QuarantinePath { get; }

    /// <summary>The copy of the log as it was before the repair; null where it was sound.</summary>
    public string? BackupPath { get; }
}
