namespace Ledgerline.PowerShell;

/// <summary>A project, as cmdlets put it into the pipeline.</summary>
public sealed class LedgerProject
{
    internal LedgerProject(string project, string root, bool created)
    {
        Project = project;
        Root = root;
        Created = created;
    }

    /// <summary>The project's id.</summary>
    public string Project { get; }

    /// <summary>The directory that holds it.</summary>
    public string Root { get; }

    /// <summary>Whether the command made it: false where it was there already.</summary>
    public bool Created { get; }

    /// <summary>The project's id.</summary>
    public override string ToString() => Project;
}
