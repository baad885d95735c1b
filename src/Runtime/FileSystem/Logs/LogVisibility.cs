namespace Ledgerline.FileSystem;

/// <summary>
/// Up to where this process's readers may see a log while this process writes to it: what is written but not yet
/// acknowledged is hidden from them. Set before the first byte is written, and lifted when the write is acknowledged
/// or taken back, so a reader that looks after it has read sees the limit of all that it can have read.
/// </summary>
internal sealed class LogVisibility
{
    private long _limit = long.MaxValue;

    public long Limit => Volatile.Read(ref _limit);

    public void HideFrom(long offset) => Volatile.Write(ref _limit, offset);

    public void ShowAll() => Volatile.Write(ref _limit, long.MaxValue);
}
