namespace Ledgerline.FileSystem;

/// <summary>
/// What writing to one log holds open: its lock, its file, and buffers. It ends when the log is idle and others need
/// the descriptors; the next append opens another.
/// </summary>
internal sealed class LogSession : IWriteSession
{
    private readonly Action<LogSession> _onClosed;

    /// <param name="scope">The log's project.</param>
    /// <param name="paths">The log.</param>
    /// <param name="visibility">What this process's readers may see of the log.</param>
    /// <param name="onClosed">Told when the session gave way to others: an idle log is to hold nothing of it.</param>
    public LogSession(
        FileScope scope, LogPaths paths, LogVisibility visibility, Action<LogSession> onClosed)
    {
        _onClosed = onClosed;
        DataRoot root = scope.Root;
        var lockFile = new LockFile(root.Disk, paths.Lock, paths.Log);
        Turn = scope.NewTurn(lockFile, paths.Directory);
        Log = new WritableLog(root.Disk, paths, lockFile, root.Events, scope.ThrowIfMissing);
        Appender = new LogAppender(Log, visibility, root.FlushPace);
    }

    /// <inheritdoc/>
    public WriteTurn Turn { get; }

    public WritableLog Log { get; }

    public LogAppender Appender { get; }

    /// <summary>The request of whoever writes alone, used again and again.</summary>
    public AppendRequest[] Alone { get; } = [new()];

    /// <inheritdoc/>
    public bool TryClose()
    {
        bool isClosed = Turn.TryClose(() =>
        {
            if (Log.IsRewriteOwed)
            {
                return false;
            }

            Log.Dispose();
            return true;
        });
        if (isClosed)
        {
            _onClosed(this);
        }

        return isClosed;
    }

    /// <inheritdoc/>
    public async ValueTask CloseAsync()
    {
        await Turn.DisposeAsync().ConfigureAwait(false);
        Log.Dispose();
    }
}
