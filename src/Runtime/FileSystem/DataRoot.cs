using System.Collections.Concurrent;

namespace Ledgerline.FileSystem;

/// <summary>What everything in one file driver shares: where the data are, how to reach them, and the settings.</summary>
internal sealed class DataRoot(string path, Disk disk, FileSystemDriverOptions options, bool keepsLocks) : IDisposable
{
    /// <summary>Directories whose names this process has flushed, or made and could not flush: then without a number.</summary>
    private readonly ConcurrentDictionary<string, (FileIdentity Identity, long BornNs)?> _flushed = new(StringComparer.Ordinal);

    /// <summary>The root's full path.</summary>
    public string Path { get; } = path;

    public Disk Disk { get; } = disk;

    public ChangeSource Changes { get; } = new(disk);

    /// <summary>Releases locks that are kept between writes; null where none is, so that tests decide on every turn.</summary>
    public WriteTurnClock? TurnClock { get; } = keepsLocks ? new() : null;

    /// <summary>What is open for writing.</summary>
    public OpenSessions Sessions { get; } = new();

    /// <summary>The projects whose locks are open.</summary>
    public OpenProjectLocks ProjectLocks { get; } = new();

    /// <summary>How long it takes to flush what was appended.</summary>
    public FlushPace FlushPace { get; } = new();

    /// <summary>How long it takes to flush a file and its name.</summary>
    public FlushPace ReplacePace { get; } = new();

    /// <summary>Documents that were read lately.</summary>
    public DocumentCache Documents { get; } = new();

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

    /// <summary>Measures how long watches wait.</summary>
    public TimeProvider Clock => options.TimeProvider;

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

    /// <summary>
    /// Makes a directory and those above it, each durably: also those below the root that are there, because whoever made
    /// them has perhaps died before their names were flushed.
    /// </summary>
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
        if (Disk.Status(path) is { IsDirectory: true } there)
        {
            if (parent is not null && !IsFlushed(path, there))
            {
                if (IsBelowRoot(path))
                {
                    CreateDirectories(parent, within);
                }

                FlushName(path, parent);
            }

            return false;
        }

        if (parent is not null)
        {
            CreateDirectories(parent, within);
        }

        bool created = Disk.CreateDirectory(path);
        if (parent is not null && (created || IsBelowRoot(path)))
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
        _flushed[path] = null;
        FileStatus? status = Disk.Status(path);
        Disk.FlushDirectory(parent);
        _flushed[path] = status is { } flushed ? (flushed.Identity, flushed.BornNs) : null;
    }

    /// <summary>The root and what is above it may belong to others: of these only what this process made is flushed.</summary>
    private bool IsFlushed(string path, FileStatus there) =>
        _flushed.TryGetValue(path, out (FileIdentity, long)? known) ? known == (there.Identity, there.BornNs) : !IsBelowRoot(path);

    private bool IsBelowRoot(string path) =>
        path.Length > Path.Length && path.StartsWith(Path, StringComparison.Ordinal);
}
