using System.Text;

namespace Ledgerline.FileSystem;

/// <summary>One directory of a watch of blobs: what was seen in it, and the hints of what to look at again.</summary>
internal sealed class WatchedBlobDirectory : IChangeListener, IDisposable
{
    private readonly FileBlobWatch _watch;
    private readonly Dictionary<string, FileStatus> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WatchedBlobDirectory> _directories = new(StringComparer.Ordinal);
    private readonly FileIdentity? _identity;
    private readonly ChangeWatch _hints;
    private readonly Lock _gate = new();
    private HashSet<string> _hinted = new(StringComparer.Ordinal);
    private bool _isAllHinted;
    private bool _isGone;

    /// <summary>Begins to listen and looks at what is there, those below included.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="path">The directory's path below the project's, with its last slash; empty for the project's.</param>
    /// <param name="identity">Which directory it is.</param>
    /// <param name="isNew">Whether what is there is told as written.</param>
    public WatchedBlobDirectory(FileBlobWatch watch, string path, FileIdentity? identity, bool isNew)
    {
        _watch = watch;
        Path = path;
        _identity = identity;

        // The hints first, so that nothing can happen between them and the look.
        _hints = watch.Listen(path, this);
        try
        {
            foreach (string name in Names())
            {
                Compare(name, isNew);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    public bool IsWaiting => _watch.IsAwaited;

    public void OnHint(ReadOnlySpan<byte> file)
    {
        if (file is [(byte)'.', ..])
        {
            return;
        }

        lock (_gate)
        {
            if (file.IsEmpty)
            {
                _isAllHinted = true;
            }
            else if (!_hinted.Add(Encoding.UTF8.GetString(file)))
            {
                return;
            }
        }

        _watch.OnHinted(this);
    }

    /// <summary>Called once the watch waits.</summary>
    public void OnWaiting()
    {
        _hints.OnWaiting();
        foreach (WatchedBlobDirectory directory in _directories.Values)
        {
            directory.OnWaiting();
        }
    }

    /// <summary>Looks at what hints named.</summary>
    /// <param name="mayLookAtAll">Whether to look at all, where a hint named nothing.</param>
    /// <returns>Whether all remains to be looked at.</returns>
    public bool Look(bool mayLookAtAll)
    {
        if (_isGone)
        {
            // What was in it has been told; another directory may stand there.
            return false;
        }

        HashSet<string> names;
        bool isAll;
        lock (_gate)
        {
            names = _hinted;
            _hinted = new(StringComparer.Ordinal);
            isAll = _isAllHinted;
            _isAllHinted = isAll && !mayLookAtAll;
        }

        if (isAll && mayLookAtAll)
        {
            names.UnionWith(_files.Keys);
            names.UnionWith(_directories.Keys);
            names.UnionWith(Names());
        }

        foreach (string name in names)
        {
            Compare(name, isNew: true);
        }

        return isAll && !mayLookAtAll;
    }

    /// <summary>Looks at one path below, which this process has changed.</summary>
    public void LookAt(ReadOnlySpan<char> path)
    {
        int slash = path.IndexOf('/');
        string name = (slash < 0 ? path : path[..slash]).ToString();
        if (slash >= 0 && _directories.TryGetValue(name, out WatchedBlobDirectory? directory))
        {
            directory.LookAt(path[(slash + 1)..]);
        }
        else
        {
            Compare(name, isNew: true);
        }
    }

    /// <summary>Ends the hints, here and below.</summary>
    public void Dispose()
    {
        _isGone = true;
        _hints.Dispose();
        foreach (WatchedBlobDirectory directory in _directories.Values)
        {
            directory.Dispose();
        }
    }

    private IEnumerable<string> Names()
    {
        string directory = _watch.FullPath(Path).TrimEnd('/');
        try
        {
            return [.. (_watch.Disk.List(directory) ?? []).Where(static entry => entry.Kind != FileKind.Other).Select(static entry => entry.Name)];
        }
        catch (StorageException) when (_watch.Disk.Status(directory) is not { IsDirectory: true })
        {
            // Something else stands there meanwhile: its own directory's hints tell of it.
            return [];
        }
    }

    /// <summary>Compares what stands under a name with what stood there.</summary>
    private void Compare(string name, bool isNew)
    {
        if (!BlobListing.IsDirectory(name))
        {
            return;
        }

        FileStatus? now = BlobStatus.Of(_watch.Disk, _watch.FullPath(Path + name));
        CompareFile(name, now is { Kind: FileKind.File } ? now : null, isNew);
        CompareDirectory(name, now is { IsDirectory: true } ? now : null, isNew);
    }

    private void CompareFile(string name, FileStatus? now, bool isNew)
    {
        if (now is { } status && _watch.Covers(Path + name))
        {
            bool wasThere = _files.TryGetValue(name, out FileStatus before);
            _files[name] = status;
            if (isNew && !(wasThere && status.LooksUnchangedFrom(before)))
            {
                _watch.OnChange(Path + name, wasThere, isThere: true);
            }
        }
        else if (_files.Remove(name))
        {
            _watch.OnChange(Path + name, wasThere: true, isThere: false);
        }
    }

    private void CompareDirectory(string name, FileStatus? now, bool isNew)
    {
        if (_directories.TryGetValue(name, out WatchedBlobDirectory? known) && known._identity != now?.Identity)
        {
            // Gone, or another one in its place, in which the same paths may stand.
            _directories.Remove(name);
            known.Dispose();
            known.Forget();
        }

        string path = Path + name + "/";
        if (now is { } status && !_directories.ContainsKey(name) && _watch.MayHold(path))
        {
            _directories.Add(name, new WatchedBlobDirectory(_watch, path, status.Identity, isNew));
        }
    }

    private void Forget()
    {
        foreach (string name in _files.Keys)
        {
            _watch.OnChange(Path + name, wasThere: true, isThere: false);
        }

        foreach (WatchedBlobDirectory directory in _directories.Values)
        {
            directory.Forget();
        }
    }
}
