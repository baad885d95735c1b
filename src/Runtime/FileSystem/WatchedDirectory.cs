namespace Ledgerline.FileSystem;

/// <summary>One directory's notifications and who listens to them.</summary>
internal sealed class WatchedDirectory(string path) : IDisposable
{
    private FileSystemWatcher? _watcher;
    private bool _isDisposed;

    public string Path { get; } = path;

    /// <summary>Replaced whole, so that it can be read without a lock.</summary>
    public Action<string?>[] Listeners { get; set; } = [];

    /// <summary>Starts the notifications where they have not started and can. The clock stands in until they do.</summary>
    public void TryStart()
    {
        if (_watcher is not null || _isDisposed || !Directory.Exists(Path))
        {
            return;
        }

        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(Path)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Changed += (_, e) => Hint(e.Name);
            watcher.Created += (_, e) => Hint(e.Name);
            watcher.Deleted += (_, e) => Hint(e.Name);
            watcher.Renamed += (_, e) =>
            {
                Hint(e.OldName);
                Hint(e.Name);
            };
            watcher.Error += (_, _) => Restart();
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The limit of notification handles, or a directory removed in between: the clock goes on.
            watcher?.Dispose();
        }
    }

    /// <summary>Tells every listener.</summary>
    public void Hint(string? name)
    {
        foreach (Action<string?> listener in Listeners)
        {
            listener(name);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.Exchange(ref _watcher, null)?.Dispose();
    }

    /// <summary>After an overflow or the directory's removal nothing more may come; the clock starts it again.</summary>
    private void Restart()
    {
        Interlocked.Exchange(ref _watcher, null)?.Dispose();
        Hint(null);
    }
}
