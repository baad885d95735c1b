using System.Diagnostics;
using System.Text.Json;

namespace Ledgerline.FileSystem;

/// <summary>
/// Finds out what happened to documents by comparing what stands there with what stood there before, so each change is
/// told once and by its right kind, whoever made it and however he saves. For one thread at a time.
/// </summary>
/// <remarks>
/// A write of this process is told at once, and so is another's that has put a whole document there. What else others do
/// may be half of a save (a file cut to nothing, removed to be made again, written in parts): it is told once it is whole,
/// or after a while. A status that was taken within the tick of its last change may hide another one, so it is looked at
/// again with its content's tag.
/// </remarks>
internal sealed class DocumentComparison(DocumentFiles files, Action<KvChange> onFound)
{
    /// <summary>How long a file that is no JSON is held back, in case it is still being written: 500 ms.</summary>
    private static readonly long LongestWait = Stopwatch.Frequency / 2;

    /// <summary>How long others' deletions are held back, in case a new version takes the place: 50 ms.</summary>
    private static readonly long DeletionWait = Stopwatch.Frequency / 20;

    /// <summary>How late a notification of a deletion may come that was told already: 1 s.</summary>
    private static readonly long LatestNotification = Stopwatch.Frequency;

    /// <summary>Longer documents are not read to see whether they are whole: they are told once they are left alone.</summary>
    private const long LongestRead = DocumentCache.LongestDocument;

    private readonly Dictionary<string, SeenDocument> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _pending = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _toldDeleted = new(StringComparer.Ordinal);

    /// <summary>Documents that have to be looked at again shortly, because a change may be under way.</summary>
    public IReadOnlyCollection<string> Pending => _pending.Keys;

    /// <summary>Takes in what is there, as nothing new.</summary>
    public void Begin()
    {
        foreach (string key in Names())
        {
            Look(key, out FileStatus? status, out bool isSettled);
            if (status is { } there)
            {
                _seen[key] = new(there, isSettled, isSettled ? null : TagOf(key));
            }
        }
    }

    /// <summary>All that is or was there.</summary>
    public IEnumerable<string> Everything()
    {
        long now = Stopwatch.GetTimestamp();
        foreach ((string key, long told) in _toldDeleted)
        {
            if (now - told > LatestNotification)
            {
                _toldDeleted.Remove(key);
            }
        }

        return _seen.Keys.Concat(Names());
    }

    /// <summary>Looks at one document.</summary>
    public void Compare(string key, DocumentHint hint)
    {
        Look(key, out FileStatus? status, out bool isSettled);
        if (status is not { Kind: FileKind.File } there)
        {
            OnAbsent(key, hint, status is null);
            if (status is { } other && !(_seen.TryGetValue(key, out SeenDocument seen) && seen.IsDocument))
            {
                _seen[key] = new(other, isSettled, null);
            }
        }
        else if (hint is { IsOwn: true, ETag: { } etag })
        {
            OnOwnPut(key, new(there, isSettled, etag));
        }
        else
        {
            OnPresent(key, there, isSettled, hint.IsNamed);
        }
    }

    private void OnAbsent(string key, DocumentHint hint, bool isNothingThere)
    {
        bool wasThere = _seen.TryGetValue(key, out SeenDocument seen);
        if (wasThere ? !seen.IsDocument : !isNothingThere)
        {
            // What comes or goes is no document.
            _seen.Remove(key);
            _pending.Remove(key);
            return;
        }

        // What was put and deleted between two looks was never seen, but somebody has told of it.
        bool happened = wasThere || hint.WasPut || _pending.ContainsKey(key)
            || ((hint.IsOwn || hint.IsNamed) && !_toldDeleted.ContainsKey(key));
        if (happened && (hint.IsOwn || HasWaited(key, DeletionWait)))
        {
            _seen.Remove(key);
            _pending.Remove(key);
            _toldDeleted[key] = Stopwatch.GetTimestamp();
            onFound(new(KvChangeKind.Delete, key));
        }
    }

    private void OnOwnPut(string key, SeenDocument now)
    {
        _pending.Remove(key);
        bool isTold = _seen.TryGetValue(key, out SeenDocument seen)
            && now.Status.LooksUnchangedFrom(seen.Status)
            && (seen.ETag is null || seen.ETag == now.ETag);
        if (!isTold)
        {
            Tell(key, now);
        }
    }

    private void OnPresent(string key, FileStatus status, bool isSettled, bool isNamed)
    {
        bool wasThere = _seen.TryGetValue(key, out SeenDocument seen) && seen.IsDocument;
        bool isUnchanged = wasThere && status.LooksUnchangedFrom(seen.Status);
        if (isUnchanged && (seen.IsSettled || !(isSettled || isNamed)))
        {
            _pending.Remove(key);
            return;
        }

        if (status.Length > LongestRead)
        {
            if (isSettled || HasWaited(key, LongestWait))
            {
                Tell(key, new(status, isSettled, null));
            }

            return;
        }

        DocumentVersion? version = Read(key);
        SeenDocument now = version is null
            ? new(status, isSettled, null)
            : new(version.Status, version.IsSettled, version.Document.ETag);
        if (wasThere && now.ETag == seen.ETag && (isUnchanged || (now.ETag is not null && now.Status.Identity == seen.Status.Identity)))
        {
            // Only its times or permissions, or nothing at all.
            _pending.Remove(key);
            _seen[key] = now;
        }
        else if ((version is not null && IsWhole(version.Document.Content.Span)) || HasWaited(key, LongestWait))
        {
            Tell(key, now);
        }
    }

    private void Tell(string key, SeenDocument now)
    {
        _pending.Remove(key);
        _toldDeleted.Remove(key);
        _seen[key] = now;
        onFound(new(KvChangeKind.Put, key));
    }

    /// <summary>Whether a change has been held back for so long; it is from now on.</summary>
    private bool HasWaited(string key, long atMost)
    {
        long now = Stopwatch.GetTimestamp();
        if (_pending.TryAdd(key, now))
        {
            return false;
        }

        return now - _pending[key] >= atMost;
    }

    private void Look(string key, out FileStatus? status, out bool isSettled)
    {
        long now = files.Root.Disk.Now;
        status = files.Root.Disk.Status(files.PathOf(key));
        isSettled = status?.IsSettled(now) ?? true;
    }

    private string? TagOf(string key) => Read(key)?.Document.ETag;

    /// <summary>Reads a document; null where it is gone, or cannot be read, which is for whoever wants it to be told.</summary>
    private DocumentVersion? Read(string key)
    {
        try
        {
            return files.ReadFile(files.PathOf(key));
        }
        catch (StorageException)
        {
            return null;
        }
    }

    /// <summary>Whether it is one whole JSON value, and not a part of one that is still being written.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> content)
    {
        try
        {
            JsonText.ThrowIfInvalid(content);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private IEnumerable<string> Names()
    {
        foreach (DirectoryEntry entry in files.Root.Disk.List(files.Directory) ?? [])
        {
            if (StoredNames.TryParse(entry.Name, DocumentFiles.Extension, out string key))
            {
                yield return key;
            }
        }
    }
}
