using Ledgerline.PowerShell.Logs;

namespace Ledgerline.PowerShell;

/// <summary>What <c>Export-Log</c> wrote to a file.</summary>
public sealed class ExportedLog : LogObject
{
    internal ExportedLog(LogTarget log, string path, TransferFormat format)
        : base(log)
    {
        Path = path;
        Format = format;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it holds.</summary>
    public TransferFormat Format { get; }

    /// <summary>How many entries were written.</summary>
    public long Count { get; internal set; }

    /// <summary>The first entry's number; 0 where there is none.</summary>
    public long FirstSeq { get; internal set; }

    /// <summary>The last entry's number; 0 where there is none.</summary>
    public long LastSeq { get; internal set; }

    /// <summary>The bytes of the file.</summary>
    public long SizeInBytes { get; internal set; }
}
