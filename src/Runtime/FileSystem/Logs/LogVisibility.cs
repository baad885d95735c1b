namespace Ledgerline.FileSystem;

/// <summary>
/// Up to where this process's readers may see a log while this process writes to it: what is written but not yet
/// acknowledged is hidden from them. Set before the first byte is written, and lifted when the write is acknowledged
/// or taken back, so a reader that looks after it has read sees the limit of all that it can have read.
/// </summary>
internal sealed class LogVisibility
{
    private volatile Part? _hidden;

    /// <summary>Up to where a file may be seen: a reader may still hold one that was replaced, which nobody writes to.</summary>
    public long LimitOf(FileIdentity file) => _hidden is { } hidden && hidden.File == file ? hidden.Start : long.MaxValue;

    /// <summary>Whether a write is under way.</summary>
    public bool IsHiding => _hidden is not null;

    public void HideFrom(FileIdentity file, long offset) => _hidden = new(file, offset);

    public void ShowAll() => _hidden = null;

    private sealed record Part(FileIdentity File, long Start);
}
