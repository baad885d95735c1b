using Ledgerline.PowerShell.Logs;

namespace Ledgerline.PowerShell;

/// <summary>What <c>Import-Log</c> brought from a file into a log.</summary>
public sealed class ImportedLog : LogObject
{
    internal ImportedLog(LogTarget log, string path)
        : base(log) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The entries in the file.</summary>
    public long Count { get; internal set; }

    /// <summary>How many of them were written: fewer where the log held some already.</summary>
    public long Written { get; internal set; }

    /// <summary>The number of the file's first entry in the log; 0 where the file has none.</summary>
    public long FirstSeq { get; internal set; }

    /// <summary>The number of the file's last entry in the log; 0 where the file has none.</summary>
    public long LastSeq { get; internal set; }
}
