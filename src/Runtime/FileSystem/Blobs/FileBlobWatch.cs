using System.Diagnostics;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Finds changes of blobs by comparing what stands in the project's directories with what stood there before: a hint says
/// when and where to look, the comparison says what happened. One hint a directory; they come and go with the
/// directories.
/// </summary>
internal sealed class FileBlobWatch : IBlobWatch
{
    /// <summary>A look at everything, which the clock asks for in case that a notification was lost, is followed by so many times its length of rest.</summary>
    private const int RestFactor = 50;

    private readonly FileBlobs _blobs;
    private readonly string _prefix;
    private readonly BlobChangeWait _wait;
    private readonly ProjectLifetime? _lifetime;
    private readonly WatchedBlobDirectory _top;
    private readonly Lock _gate = new();
    private HashSet<WatchedBlobDirectory> _hinted = [];
    private HashSet<string> _written = new(StringComparer.Ordinal);
    private long _restsUntil;
    private bool _isDisposed;

    public FileBlobWatch(FileBlobs blobs, string prefix, TimeSpan debounce)
    {
        _blobs = blobs;
        _prefix = prefix;
        _wait = new BlobChangeWait(debounce, blobs.Root.Clock);
        blobs.Written += OnWritten;
        blobs.Woken += _wait.Pulse;
        try
        {
            _lifetime = blobs.Follow();
            _top = new WatchedBlobDirectory(this, "", identity: null, isNew: false);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    public BlobChange Current { get; private set; }

    public Disk Disk => _blobs.Root.Disk;

    /// <summary>Whether somebody waits for a change now.</summary>
    public bool IsAwaited => _wait.IsAwaited;

    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task next = _wait.NextAsync();
            _top.OnWaiting();
            bool isClosed = _blobs.IsClosed;
            TimeSpan? rest = Look(isClosed);
            if (_lifetime!.IsOver())
            {
                // What was found missing was not deleted one by one.
                return false;
            }

            if (_wait.TryTake(isClosed, out BlobChange change, out TimeSpan? delay))
            {
                Current = change;
                return true;
            }

            if (isClosed)
            {
                return false;
            }

            if ((rest < delay ? rest : delay ?? rest) is { } due)
            {
                _wait.PulseIn(due);
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        if (!_isDisposed)
        {
            Forget();
            _top.Dispose();
        }
    }

    /// <summary>Asks for a directory's hints.</summary>
    public ChangeWatch Listen(string directory, WatchedBlobDirectory listener) =>
        _blobs.Root.Changes.Watch(FullPath(directory).TrimEnd('/'), listener);

    public string FullPath(string path) => Path.Combine(_blobs.Directory, path);

    /// <summary>Whether a file's changes are told.</summary>
    public bool Covers(string path) => BlobListing.IsBlob(path, _prefix);

    /// <summary>Whether a directory, given with its last slash, may hold files whose changes are told.</summary>
    public bool MayHold(string directory) => BlobListing.MayHold(directory, _prefix);

    /// <summary>Adds a change that was found.</summary>
    public void OnChange(string path, bool wasThere, bool isThere) => _wait.Add(path, wasThere, isThere);

    /// <summary>Notes a directory to look at.</summary>
    public void OnHinted(WatchedBlobDirectory directory)
    {
        lock (_gate)
        {
            _hinted.Add(directory);
        }

        _wait.Pulse();
    }

    private void OnWritten(string path)
    {
        if (!path.StartsWith(_prefix, StringComparison.Ordinal))
        {
            return;
        }

        lock (_gate)
        {
            _written.Add(path);
        }

        _wait.Pulse();
    }

    /// <returns>When to look again at what was not looked at; null where there is nothing.</returns>
    private TimeSpan? Look(bool isLast)
    {
        HashSet<WatchedBlobDirectory> hinted;
        HashSet<string> written;
        lock (_gate)
        {
            (hinted, _hinted) = (_hinted, []);
            (written, _written) = (_written, new(StringComparer.Ordinal));
        }

        try
        {
            foreach (string path in written)
            {
                _top.LookAt(path);
            }

            return LookAt(hinted, isLast);
        }
        catch (ObjectDisposedException) when (_blobs.IsClosed)
        {
            // The driver was disposed between the question and the look.
            return null;
        }
    }

    private TimeSpan? LookAt(HashSet<WatchedBlobDirectory> hinted, bool isLast)
    {
        long begin = Stopwatch.GetTimestamp();
        bool mayLookAtAll = isLast || begin >= _restsUntil;
        List<WatchedBlobDirectory> left = [.. hinted.Where(directory => directory.Look(mayLookAtAll))];
        if (mayLookAtAll)
        {
            long end = Stopwatch.GetTimestamp();
            _restsUntil = end + (RestFactor * (end - begin));
            return null;
        }

        if (left.Count == 0)
        {
            return null;
        }

        lock (_gate)
        {
            _hinted.UnionWith(left);
        }

        return Stopwatch.GetElapsedTime(begin, _restsUntil);
    }

    private void Forget()
    {
        _isDisposed = true;
        _lifetime?.Leave();
        _blobs.Written -= OnWritten;
        _blobs.Woken -= _wait.Pulse;
        _wait.Dispose();
    }
}
