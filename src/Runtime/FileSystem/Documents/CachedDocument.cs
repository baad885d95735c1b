using System.Collections.Concurrent;

namespace Ledgerline.FileSystem;

/// <summary>A key's place in the <see cref="DocumentCache"/>.</summary>
/// <param name="key">The key; empty for the listing of keys.</param>
/// <param name="path">Its file, or the directory.</param>
/// <param name="places">Where it is looked up, and removed from once it makes room for others.</param>
internal sealed class CachedDocument(string key, string path, ConcurrentDictionary<string, CachedDocument> places)
{
    private volatile CachedContent? _content;

    public string Path { get; } = path;

    /// <summary>What was read last, where that is kept. Whoever uses it makes sure first that the file is the same.</summary>
    public CachedContent? Content
    {
        get => _content;
        set => _content = value;
    }

    /// <summary>Whether it was used since the cache looked last.</summary>
    public bool WasUsed { get; set; }

    /// <summary>How much memory it is counted for, in bytes; 0 while it is not in the cache.</summary>
    public long Size { get; set; }

    /// <summary>Leaves the cache.</summary>
    public void Leave()
    {
        Size = 0;
        Content = null;
        places.TryRemove(new(key, this));
    }
}
