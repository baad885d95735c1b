namespace Ledgerline.FileSystem;

/// <summary>Who wants to know of changes in a directory. Members are quick, do not throw, and are called on any thread.</summary>
internal interface IChangeListener
{
    /// <summary>Whether somebody waits for a change now.</summary>
    bool IsWaiting { get; }

    /// <summary>A file may have changed.</summary>
    /// <param name="file">The file's name in UTF-8; empty for any file of the directory.</param>
    void OnHint(ReadOnlySpan<byte> file);
}
