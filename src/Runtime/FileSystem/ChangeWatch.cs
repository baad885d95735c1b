namespace Ledgerline.FileSystem;

/// <summary>One listener's hints of one directory; disposing it ends them.</summary>
internal sealed class ChangeWatch(ChangeSource source, WatchedDirectory directory, IChangeListener listener) : IDisposable
{
    private IChangeListener? _listener = listener;

    /// <summary>
    /// Called by the listener once it waits: notifications that nobody waited for have perhaps been given up. Then it
    /// is given a hint.
    /// </summary>
    public void OnWaiting() => source.OnWaiting(directory);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
        {
            source.Remove(directory, listener);
        }
    }
}
