namespace Ledgerline.PowerShell;

/// <summary>What <c>Copy-LedgerProject</c> brought from a project into another.</summary>
public sealed class CopiedProject
{
    internal CopiedProject(string root, string project, string destinationRoot, ProjectCopyResult result)
    {
        Root = root;
        Project = project;
        DestinationRoot = destinationRoot;
        DestinationProject = result.TargetProjectId;
        Logs = result.Copied.Logs;
        Entries = result.Copied.Entries;
        Documents = result.Copied.Documents;
        Blobs = result.Copied.Blobs;
        SizeInBytes = result.Copied.Bytes;
        AlreadyThere = result.AlreadyThere;
    }

    /// <summary>The directory that holds the project, or the database's address.</summary>
    public string Root { get; }

    /// <summary>The project's id.</summary>
    public string Project { get; }

    /// <summary>The directory that holds the copy, or the database's address.</summary>
    public string DestinationRoot { get; }

    /// <summary>The copy's id.</summary>
    public string DestinationProject { get; }

    /// <summary>How many logs something was copied of, those of each key counted for themselves.</summary>
    public long Logs { get; }

    /// <summary>How many entries were copied.</summary>
    public long Entries { get; }

    /// <summary>How many documents were copied.</summary>
    public long Documents { get; }

    /// <summary>How many files were copied.</summary>
    public long Blobs { get; }

    /// <summary>How many bytes of entries, documents and files were copied.</summary>
    public long SizeInBytes { get; }

    /// <summary>How much of everything the copy held already.</summary>
    public ProjectCopyCounts AlreadyThere { get; }

    /// <summary>The copy's id.</summary>
    public override string ToString() => DestinationProject;
}
