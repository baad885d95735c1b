namespace Ledgerline.FileSystem;

/// <summary>One project's directory.</summary>
internal sealed class ProjectScope(DataRoot root, string id) : FileScope(root)
{
    /// <summary>The project's directory, which holds its files.</summary>
    public string Directory { get; } = Path.Combine(root.ProjectsDirectory, id);

    /// <summary>The directory of its logs and documents.</summary>
    public string MetaDirectory { get; } = Path.Combine(root.ProjectsDirectory, id, ".meta");

    /// <summary>A <see cref="FileIdentity"/>, for a faster look.</summary>
    private object? _lastSeen;

    public override void ThrowIfMissing()
    {
        var lastSeen = Volatile.Read(ref _lastSeen) as FileIdentity?;
        if (Root.Disk.Status(Directory, lastSeen) is not { IsDirectory: true } status)
        {
            throw new ProjectNotFoundException(id, $"the root '{Root.Path}'");
        }

        if (status.Identity != lastSeen)
        {
            Volatile.Write(ref _lastSeen, status.Identity);
        }
    }

    public override void EnsureDirectory(string directory)
    {
        ThrowIfMissing();
        Root.CreateDirectories(directory);
    }
}
