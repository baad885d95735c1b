using Ledgerline.PowerShell.Logs;

namespace Ledgerline.PowerShell;

/// <summary>What <c>Export-Log</c> brought from a log into another.</summary>
public sealed class CopiedLog : LogObject
{
    internal CopiedLog(LogTarget log, LogTarget destination)
        : base(log)
    {
        DestinationRoot = destination.Root;
        DestinationProject = destination.ProjectId;
        DestinationLog = destination.Name;
        DestinationKey = destination.Key;
    }

    /// <summary>The directory that holds the copy's project.</summary>
    public string DestinationRoot { get; }

    /// <summary>The copy's project.</summary>
    public string DestinationProject { get; }

    /// <summary>The copy's name.</summary>
    public string DestinationLog { get; }

    /// <summary>The copy's key; null for a log without one.</summary>
    public string? DestinationKey { get; }

    /// <summary>How many entries were to be copied.</summary>
    public long Count { get; internal set; }

    /// <summary>How many of them were written: fewer where the copy held some already.</summary>
    public long Written { get; internal set; }

    /// <summary>The first number that the copy keeps; one above <see cref="LastSeq"/> where it keeps nothing.</summary>
    public long FirstSeq { get; internal set; }

    /// <summary>The last number that the copy ever assigned.</summary>
    public long LastSeq { get; internal set; }

    /// <summary>Whether the copy is completed, as a whole copy of a completed log is.</summary>
    public bool IsCompleted { get; internal set; }
}
