namespace Ledgerline.PowerShell;

/// <summary>What is known of one version of a file in a project, as cmdlets put it into the pipeline.</summary>
public sealed class BlobItem
{
    private readonly BlobInfo _info;

    internal BlobItem(string root, string project, BlobInfo info)
    {
        Root = root;
        Project = project;
        _info = info;
    }

    /// <summary>The path in the project: relative, with <c>/</c> between its segments.</summary>
    public string Path => _info.Path;

    /// <summary>The length in bytes.</summary>
    public long Length => _info.Length;

    /// <summary>When it was written last, UTC.</summary>
    public DateTimeOffset Modified => _info.Modified;

    /// <summary>The version, for <c>-IfMatch</c>.</summary>
    public string ETag => _info.ETag;

    /// <summary>The project's id.</summary>
    public string Project { get; }

    /// <summary>The directory that holds the projects.</summary>
    public string Root { get; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
