namespace Ledgerline.FileSystem;

/// <summary>
/// What writing to one log or one directory of documents holds open. It ends when it is idle and others need the
/// descriptors; the next write opens another.
/// </summary>
internal interface IWriteSession
{
    /// <summary>The right to use the rest.</summary>
    WriteTurn Turn { get; }

    /// <summary>Ends the session, where that takes no waiting and loses nothing that only this process knows.</summary>
    bool TryClose();

    /// <summary>Ends the session once what has begun is written.</summary>
    ValueTask CloseAsync();
}
