namespace Ledgerline.FileSystem;

/// <summary>One project's directory.</summary>
internal sealed class ProjectScope(DataRoot root, string id) : FileScope(root)
{
    /// <summary>The project's directory, which holds its files.</summary>
    public string Directory { get; } = Path.Combine(root.ProjectsDirectory, id);

    /// <summary>The directory of its logs and documents.</summary>
    public string MetaDirectory { get; } = Path.Combine(root.ProjectsDirectory, id, ".meta");

    public override void ThrowIfMissing()
    {
        if (Root.Disk.Status(Directory) is not { IsDirectory: true })
        {
            throw new ProjectNotFoundException(id, $"the root '{Root.Path}'");
        }
    }

    public override void EnsureDirectory(string directory)
    {
        ThrowIfMissing();
        Root.CreateDirectories(directory);
    }
}
