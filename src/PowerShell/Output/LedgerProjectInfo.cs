namespace Ledgerline.PowerShell;

/// <summary>What a project holds, as <c>Get-LedgerProject</c> puts it into the pipeline.</summary>
public sealed class LedgerProjectInfo
{
    internal LedgerProjectInfo(string project, string root, IReadOnlyList<string> logs, IReadOnlyList<string> sets)
    {
        Project = project;
        Root = root;
        Logs = logs;
        Sets = sets;
    }

    /// <summary>The project's id.</summary>
    public string Project { get; }

    /// <summary>The names of its logs, in ordinal order.</summary>
    public IReadOnlyList<string> Logs { get; }

    /// <summary>The names of its sets of documents, in ordinal order; documents without a set are not counted.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>The directory that holds the project.</summary>
    public string Root { get; }

    /// <summary>The project's id.</summary>
    public override string ToString() => Project;
}
