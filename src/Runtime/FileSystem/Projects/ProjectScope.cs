namespace Ledgerline.FileSystem;

/// <summary>One project's directory. It is made by <see cref="IStorageDriver.CreateProjectAsync"/> alone: a write never brings it back.</summary>
internal sealed class ProjectScope : FileScope
{
    private readonly Action _throwIfMissing;
    private readonly System.Threading.Lock _gate = new();
    private ProjectLifetime? _lifetime;

    /// <summary>Which directory it was, a <see cref="FileIdentity"/>: the next look is faster.</summary>
    private object? _lastSeen;

    public ProjectScope(DataRoot root, string id)
        : base(root)
    {
        Id = id;
        Directory = Path.Combine(root.ProjectsDirectory, id);
        MetaDirectory = Path.Combine(Directory, ".meta");
        Lock = new ProjectLock(root, id, Directory);
        _throwIfMissing = ThrowIfMissing;
    }

    /// <summary>The project's id.</summary>
    public string Id { get; }

    /// <summary>The project's directory, which holds its files.</summary>
    public string Directory { get; }

    /// <summary>The directory of its logs and documents.</summary>
    public string MetaDirectory { get; }

    /// <summary>What keeps writes apart from the project's creation and deletion.</summary>
    public ProjectLock Lock { get; }

    /// <summary>Wakes those who follow something in the project, once it is gone.</summary>
    public Action? OnEnded { get; set; }

    public override void ThrowIfMissing()
    {
        var lastSeen = Volatile.Read(ref _lastSeen) as FileIdentity?;
        if (Root.Disk.Status(Directory, lastSeen) is not { IsDirectory: true } status)
        {
            // What else stands there is no project that does not exist: it is told of.
            Root.Disk.OpenDirectory(Directory)?.Dispose();
            throw NotFound();
        }

        if (status.Identity != lastSeen)
        {
            Volatile.Write(ref _lastSeen, status.Identity);
        }
    }

    public override void EnsureDirectory(string directory)
    {
        ThrowIfMissing();
        try
        {
            if (Root.Disk.Status(MetaDirectory) is null)
            {
                // Whoever made the project has perhaps died before its name was durable.
                Root.Disk.FlushDirectory(Root.ProjectsDirectory);
            }

            Root.CreateDirectories(directory, within: Directory);
        }
        catch (StorageException)
        {
            ThrowIfMissing();
            throw;
        }
    }

    public override bool TryEnter() => Lock.TryShare(_throwIfMissing);

    public override void Enter(CancellationToken cancellationToken) => Lock.Share(_throwIfMissing, cancellationToken);

    public override void Leave() => Lock.Leave();

    public override ProjectLifetime Follow()
    {
        lock (_gate)
        {
            if (_lifetime is { } known && known.TryJoin())
            {
                return known;
            }

            ThrowIfMissing();
            DiskFile file = Root.Disk.OpenDirectory(Directory) ?? throw NotFound();
            try
            {
                return _lifetime = new ProjectLifetime(Root.Disk, file, file.Status().Identity, () => OnEnded?.Invoke());
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    /// <summary>Ends what follows something in the project, where it is gone.</summary>
    public void EndIfOver()
    {
        lock (_gate)
        {
            _ = _lifetime?.IsOver();
        }
    }

    /// <summary>Says that the project does not exist, or no longer.</summary>
    public ProjectNotFoundException NotFound() => new(Id, $"the root '{Root.Path}'");
}
