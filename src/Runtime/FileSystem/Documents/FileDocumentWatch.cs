using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Finds changes by comparing what stands in the directory with what stood there before: a hint says when to look and
/// at which file, the comparison says what happened, so each change is told once and by its right kind.
/// </summary>
internal sealed class FileDocumentWatch : IDocumentWatch, IChangeListener
{
    private readonly FileDocuments _documents;
    private readonly Dictionary<string, FileStatus> _seen = new(StringComparer.Ordinal);
    private readonly Queue<KvChange> _found = new();
    private readonly Lock _gate = new();
    private readonly ChangeWatch _hints;
    private readonly ProjectLifetime? _lifetime;
    private bool _isDisposed;
    private Dictionary<string, bool> _hinted = new(StringComparer.Ordinal);
    private bool _isAllHinted;

    public FileDocumentWatch(FileDocuments documents)
    {
        _documents = documents;

        // The hints first, so that nothing can happen between them and the first look.
        _hints = documents.Root.Changes.Watch(documents.Directory, this);
        documents.Written += OnWritten;
        try
        {
            _lifetime = documents.Follow();
            foreach (string key in Keys())
            {
                if (Status(key) is { } status)
                {
                    _seen[key] = status;
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public KvChange Current { get; private set; }

    bool IChangeListener.IsWaiting => _documents.Changes.IsAwaited;

    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task change = _documents.Changes.NextAsync();
            _hints.OnWaiting();
            bool isClosed = _documents.IsClosed;
            if (_found.Count == 0)
            {
                Look();
                if (_lifetime!.IsOver())
                {
                    // What was found missing was not deleted one by one.
                    _found.Clear();
                    return false;
                }
            }

            if (_found.TryDequeue(out KvChange found))
            {
                Current = found;
                return true;
            }

            if (isClosed)
            {
                return false;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _lifetime?.Leave();
        _documents.Written -= OnWritten;
        _hints.Dispose();
    }

    /// <summary>A write of this process, which is certain to have happened.</summary>
    private void OnWritten(string key)
    {
        lock (_gate)
        {
            _hinted[key] = true;
        }

        _documents.Changes.Pulse();
    }

    void IChangeListener.OnHint(ReadOnlySpan<byte> file)
    {
        if (!file.IsEmpty && !file.EndsWith(FileDocuments.Utf8Extension))
        {
            return;
        }

        lock (_gate)
        {
            if (file.IsEmpty)
            {
                _isAllHinted = true;
            }
            else if (StoredNames.TryParse(Encoding.UTF8.GetString(file), FileDocuments.Extension, out string key))
            {
                _hinted.TryAdd(key, false);
            }
            else
            {
                return;
            }
        }

        _documents.Changes.Pulse();
    }

    private void Look()
    {
        Dictionary<string, bool> hinted;
        bool isAllHinted;
        lock (_gate)
        {
            hinted = _hinted;
            _hinted = new(StringComparer.Ordinal);
            isAllHinted = _isAllHinted;
            _isAllHinted = false;
        }

        if (isAllHinted)
        {
            foreach (string key in _seen.Keys.Concat(Keys()))
            {
                hinted.TryAdd(key, false);
            }
        }

        foreach ((string key, bool isCertain) in hinted)
        {
            Compare(key, isCertain);
        }
    }

    private void Compare(string key, bool isCertain)
    {
        FileStatus? now = Status(key);
        if (now is { } status)
        {
            bool isNew = !_seen.TryGetValue(key, out FileStatus before) || !status.LooksUnchangedFrom(before);
            _seen[key] = status;
            if (isNew)
            {
                _found.Enqueue(new(KvChangeKind.Put, key));
            }
        }
        else if (_seen.Remove(key) || isCertain)
        {
            // Also where this process put and deleted it between two looks.
            _found.Enqueue(new(KvChangeKind.Delete, key));
        }
    }

    private IEnumerable<string> Keys() =>
        StoredNames.List(_documents.Root.Disk, _documents.Directory, FileDocuments.Extension);

    private FileStatus? Status(string key) => _documents.Root.Disk.Status(_documents.Describe(key));
}
