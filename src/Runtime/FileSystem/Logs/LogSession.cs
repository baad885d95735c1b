namespace Ledgerline.FileSystem;

/// <summary>
/// What writing to one log holds open: its lock, its file, and buffers. It ends when the log is idle and others need
/// the descriptors; the next append opens another.
/// </summary>
internal sealed class LogSession
{
    public LogSession(DataRoot root, FileProject project, LogPaths paths, LogVisibility visibility)
    {
        var lockFile = new LockFile(root.Disk, paths.Lock, paths.Log);
        Turn = new WriteTurn(lockFile, root.TurnClock, () => project.EnsureDirectory(paths.Directory));
        Log = new WritableLog(root.Disk, paths, lockFile, root.Events);
        Appender = new LogAppender(Log, visibility, root.FlushPace);
    }

    /// <summary>The right to use the rest.</summary>
    public WriteTurn Turn { get; }

    public WritableLog Log { get; }

    public LogAppender Appender { get; }

    /// <summary>The request of whoever writes alone, used again and again.</summary>
    public AppendRequest[] Alone { get; } = [new()];

    /// <summary>When it was last used, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long LastUsed => Turn.LastLeft;

    /// <summary>Ends the session, where that takes no waiting and loses nothing that only this process knows.</summary>
    public bool TryClose() => Turn.TryClose(() =>
    {
        if (Log.IsRewriteOwed)
        {
            return false;
        }

        Log.Dispose();
        return true;
    });

    /// <summary>Ends the session once what has begun is written.</summary>
    public async ValueTask CloseAsync()
    {
        await Turn.DisposeAsync().ConfigureAwait(false);
        Log.Dispose();
    }
}
