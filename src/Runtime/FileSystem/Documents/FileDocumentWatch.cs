using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Changes of one set of documents: a hint, from the system, from this process's writer or from a slow clock, says when to
/// look and at which document; <see cref="DocumentComparison"/> finds out what happened.
/// </summary>
internal sealed class FileDocumentWatch : IDocumentWatch, IChangeListener
{
    /// <summary>When to look again at what may be half done: behind a tick of the clock that stamps files.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(25);

    private readonly FileDocuments _documents;
    private readonly DocumentComparison _comparison;
    private readonly Queue<KvChange> _found = new();
    private readonly Lock _gate = new();
    private readonly ChangeWatch _hints;
    private readonly ProjectLifetime? _lifetime;
    private readonly Timer _again;
    private bool _isDisposed;
    private Dictionary<string, DocumentHint> _hinted = new(StringComparer.Ordinal);
    private bool _isAllHinted;

    public FileDocumentWatch(FileDocuments documents)
    {
        _documents = documents;
        _comparison = new DocumentComparison(documents.Files, _found.Enqueue);
        _again = new Timer(static changes => ((ChangeSignal)changes!).Pulse(), documents.Changes, Timeout.Infinite, Timeout.Infinite);

        // The hints first, so that nothing can happen between them and the first look.
        _hints = documents.Files.Root.Changes.Watch(documents.Files.Directory, this);
        documents.Written += OnWritten;
        try
        {
            _lifetime = documents.Follow();
            _comparison.Begin();
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

            if (_comparison.Pending.Count > 0)
            {
                _again.Change(LookAgain, Timeout.InfiniteTimeSpan);
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
        _again.Dispose();
    }

    /// <summary>A write of this process, which is certain to have happened.</summary>
    private void OnWritten(string key, string? etag)
    {
        lock (_gate)
        {
            _hinted[key] = _hinted.GetValueOrDefault(key).With(etag);
        }

        _documents.Changes.Pulse();
    }

    void IChangeListener.OnHint(ReadOnlySpan<byte> file)
    {
        if (!file.IsEmpty && !file.EndsWith(DocumentFiles.Utf8Extension))
        {
            return;
        }

        lock (_gate)
        {
            if (file.IsEmpty)
            {
                _isAllHinted = true;
            }
            else if (StoredNames.TryParse(Encoding.UTF8.GetString(file), DocumentFiles.Extension, out string key))
            {
                _hinted[key] = _hinted.GetValueOrDefault(key).WithName();
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
        Dictionary<string, DocumentHint> hinted;
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
            foreach (string key in _comparison.Everything())
            {
                hinted.TryAdd(key, default);
            }
        }

        foreach (string key in _comparison.Pending)
        {
            hinted.TryAdd(key, default);
        }

        foreach ((string key, DocumentHint hint) in hinted)
        {
            _comparison.Compare(key, hint);
        }
    }
}
