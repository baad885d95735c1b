using System.Collections.Concurrent;

namespace Ledgerline.FileSystem;

/// <summary>What everything in one file driver shares: where the data are, how to reach them, and the settings.</summary>
internal sealed class DataRoot(string path, Disk disk, FileSystemDriverOptions options, bool keepsLocks) : IDisposable
{
    /// <summary>Directories that were made and whose names could not be flushed.</summary>
    private readonly ConcurrentDictionary<string, bool> _unflushed = new(StringComparer.Ordinal);

    /// <summary>The root's full path.</summary>
    public string Path { get; } = path;

    public Disk Disk { get; } = disk;

    public ChangeSource Changes { get; } = new(disk);

    /// <summary>Releases locks that are kept between writes; null where none is, so that tests decide on every turn.</summary>
    public WriteTurnClock? TurnClock { get; } = keepsLocks ? new() : null;

    /// <summary>The logs that are open for writing.</summary>
    public OpenSessions Sessions { get; } = new();

    /// <summary>The projects whose locks are open.</summary>
    public OpenProjectLocks ProjectLocks { get; } = new();

    public FlushPace FlushPace { get; } = new();

    /// <summary>Tells of what an administrator wants to see.</summary>
    public StorageEvents Events { get; } = new(options.Logger);

    /// <summary>What readers of logs have left for the next ones.</summary>
    public KeptViews Views { get; } = new(closesIdle: keepsLocks);

    /// <summary>Whether the driver was disposed.</summary>
    public bool IsClosed { get; private set; }

    public string ProjectsDirectory => System.IO.Path.Combine(Path, "projects");

    /// <summary>Where each project's lock stands, outside of it.</summary>
    public string LocksDirectory => System.IO.Path.Combine(Path, ".locks");

    public string SharedDirectory => System.IO.Path.Combine(Path, ".data");

    /// <summary>Now, in milliseconds since 1970-01-01 UTC.</summary>
    public long Now => options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How much a log keeps whose definition does not say.</summary>
    public LogRetention? Retention => options.Retention;

    /// <summary>Whether a writer may leave work to the thread pool; otherwise tests see every step in order.</summary>
    public bool WorksInBackground => keepsLocks;

    public bool MustFlush(Durability? durability) => (durability ?? options.Durability) == Durability.Flushed;

    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(IsClosed, typeof(FileSystemDriver));

    public void Close() => IsClosed = true;

    public void Dispose()
    {
        Changes.Dispose();
        Views.Dispose();
        ProjectLocks.Close();
        TurnClock?.Dispose();
    }

    /// <summary>Makes a directory and those above it, each durably.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="within">A directory above it, or itself, that is not made: it must be there.</param>
    /// <returns>Whether the last one was made by this call.</returns>
    public bool CreateDirectories(string path, string? within = null)
    {
        if (path == within)
        {
            return false;
        }

        string? parent = System.IO.Path.GetDirectoryName(path);
        if (Disk.Status(path) is { IsDirectory: true })
        {
            if (parent is not null && _unflushed.ContainsKey(path))
            {
                FlushName(path, parent);
            }

            return false;
        }

        if (parent is not null)
        {
            CreateDirectories(parent, within);
        }

        bool created = Disk.CreateDirectory(path);
        if (created && parent is not null)
        {
            FlushName(path, parent);
        }

        return created;
    }

    /// <summary>
    /// Makes the directory of the projects' locks, for whoever may make projects. Not durably: nobody holds a lock in a
    /// machine that has just been started.
    /// </summary>
    public void MakeLocksDirectory()
    {
        if (Disk.CreateDirectory(LocksDirectory) && Disk.Status(ProjectsDirectory) is { } projects)
        {
            using DiskFile? directory = Disk.OpenDirectory(LocksDirectory);
            directory?.GiveTo(projects.Owner);
        }
    }

    private void FlushName(string path, string parent)
    {
        _unflushed[path] = true;
        Disk.FlushDirectory(parent);
        _unflushed.TryRemove(path, out _);
    }
}
