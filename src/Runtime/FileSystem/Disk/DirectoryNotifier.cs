namespace Ledgerline.FileSystem;

/// <summary>The system's notifications of changes in directories. Members are safe to call from any thread.</summary>
internal abstract class DirectoryNotifier : IDisposable
{
    /// <summary>Asks for a directory's changes, again too: a path may lead to another directory by now.</summary>
    /// <returns>The directory's number, one for all paths that lead to it; null where it cannot be watched now.</returns>
    public abstract int? TryWatch(string path);

    /// <summary>Asks for no more of a directory's changes. Those under way may still be told.</summary>
    public abstract void Unwatch(int directory);

    /// <summary>Ends the notifications, and what they need, soon.</summary>
    public abstract void Dispose();
}
