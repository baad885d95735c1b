namespace Ledgerline.FileSystem;

/// <summary>The right to write to one set of documents, while its lock is open.</summary>
internal sealed class DocumentSession(FileScope scope, string directory, Action<DocumentSession> onClosed) : IWriteSession
{
    /// <inheritdoc/>
    public WriteTurn Turn { get; } =
        scope.NewTurn(new LockFile(scope.Root.Disk, Path.Combine(directory, ".lock"), directory), directory);

    /// <inheritdoc/>
    public bool TryClose()
    {
        bool isClosed = Turn.TryClose(static () => true);
        if (isClosed)
        {
            onClosed(this);
        }

        return isClosed;
    }

    /// <inheritdoc/>
    public ValueTask CloseAsync() => Turn.DisposeAsync();
}
