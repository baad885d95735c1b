namespace Ledgerline.PowerShell;

/// <summary>What <c>Import-Log</c> brought from a file into a log.</summary>
public sealed class ImportedLog
{
    internal ImportedLog(string root, string project, string log, string? key, string path)
    {
        Root = root;
        Project = project;
        Log = log;
        Key = key;
        Path = path;
    }

    /// <summary>The directory that holds the projects.</summary>
    public string Root { get; }

    /// <summary>The project's id.</summary>
    public string Project { get; }

    /// <summary>The log's name.</summary>
    public string Log { get; }

    /// <summary>The log's key; null for the log without one.</summary>
    public string? Key { get; }

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

    /// <summary>The file and the numbers.</summary>
    public override string ToString() => $"{Path}: {FirstSeq} to {LastSeq}";
}
