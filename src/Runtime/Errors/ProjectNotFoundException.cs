namespace Ledgerline;

/// <summary>The project does not exist, or no longer.</summary>
public sealed class ProjectNotFoundException : LedgerlineException
{
    /// <summary>Names the missing project.</summary>
    /// <param name="projectId">The project's id.</param>
    /// <param name="source">The root or database that was looked in.</param>
    public ProjectNotFoundException(string projectId, string source)
        : base($"There is no project '{projectId}' in {source}. Create it with CreateProjectAsync (in PowerShell New-LedgerProject), or check the id and the root.")
    {
        ProjectId = projectId;
    }

    /// <summary>The project's id.</summary>
    public string ProjectId { get; }
}
