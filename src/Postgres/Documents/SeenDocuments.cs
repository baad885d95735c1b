namespace Ledgerline.Postgres;

/// <summary>
/// What a watch has seen of a set, and what it tells when it sees something else. What this process changes is told as it
/// happens; what others change is found by comparing what was read. Not safe to use from several threads at once.
/// </summary>
/// <param name="onFound">Told of each change.</param>
internal sealed class SeenDocuments(Action<KvChange> onFound)
{
    private readonly Dictionary<string, (DocumentVersion Version, long Reading)> _seen = new(StringComparer.Ordinal);

    /// <summary>What this process changed since the reading began, which may or may not have seen it.</summary>
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);
    private long _reading;
    private bool _isFirst = true;

    /// <summary>A change of this process.</summary>
    /// <param name="key">The document.</param>
    /// <param name="version">What it put, or null where it deleted it.</param>
    public void Changed(string key, DocumentVersion? version)
    {
        _changed.Add(key);
        if (version is { } put)
        {
            _seen[key] = (put, _reading);
        }
        else
        {
            _seen.Remove(key);
        }

        onFound(new(version is null ? KvChangeKind.Delete : KvChangeKind.Put, key));
    }

    /// <summary>A reading begins; what the first one finds is nothing new.</summary>
    public void BeginReading()
    {
        _reading++;
        _changed.Clear();
        _doubtful.Clear();
    }

    /// <summary>The reading found a document.</summary>
    public void Found(string key, DocumentVersion version)
    {
        if (IsDoubtful(key))
        {
            return;
        }

        bool isNew = !_seen.TryGetValue(key, out (DocumentVersion Version, long) seen) || seen.Version != version;
        _seen[key] = (version, _reading);
        if (isNew && !_isFirst)
        {
            onFound(new(KvChangeKind.Put, key));
        }
    }

    /// <summary>The reading looked for a document, and it was not there.</summary>
    public void Missed(string key)
    {
        if (!IsDoubtful(key) && _seen.Remove(key))
        {
            onFound(new(KvChangeKind.Delete, key));
        }
    }

    /// <summary>The reading has found all that was there.</summary>
    public void MissedTheRest()
    {
        _isFirst = false;
        foreach ((string key, (_, long reading)) in _seen)
        {
            if (reading != _reading)
            {
                Missed(key);
            }
        }
    }

    /// <summary>What the reading may have seen before or behind a change of this process: to be looked at again.</summary>
    public IReadOnlyCollection<string> Doubtful => _doubtful;

    private bool IsDoubtful(string key)
    {
        bool isDoubtful = _changed.Contains(key);
        if (isDoubtful)
        {
            _doubtful.Add(key);
        }

        return isDoubtful;
    }
}
