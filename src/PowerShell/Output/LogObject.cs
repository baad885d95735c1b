using Ledgerline.PowerShell.Logs;

namespace Ledgerline.PowerShell;

/// <summary>What all objects say that tell of one log, so that they can be piped to the commands that work on it.</summary>
public abstract class LogObject
{
    private protected LogObject(LogTarget log)
    {
        Root = log.Root;
        Project = log.ProjectId;
        Log = log.Name;
        Key = log.Key;
    }

    /// <summary>The directory that holds the projects.</summary>
    public string Root { get; }

    /// <summary>The project's id.</summary>
    public string Project { get; }

    /// <summary>The log's name.</summary>
    public string Log { get; }

    /// <summary>The log's key; null for the log without one.</summary>
    public string? Key { get; }

    /// <summary>Project, log and key.</summary>
    public override string ToString() => Key is null ? $"{Project}/{Log}" : $"{Project}/{Log}/{Key}";
}
