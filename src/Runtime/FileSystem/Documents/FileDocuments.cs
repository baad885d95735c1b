using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// A directory of JSON files. A document is replaced whole, by a rename, so whoever opens it reads one version, and a
/// file that a reader may hold open is never written to; writers compare and write under one lock for the directory.
/// </summary>
internal sealed class FileDocuments : IDocumentStore, IAsyncDisposable
{
    private readonly FileScope _scope;
    private readonly DocumentWriter _writer;

    /// <param name="scope">What the directory belongs to.</param>
    /// <param name="directory">The directory, which is made by the first put.</param>
    public FileDocuments(FileScope scope, string directory)
    {
        _scope = scope;
        Files = new DocumentFiles(scope.Root, directory);
        _writer = new DocumentWriter(scope, Files, (key, etag) => Written?.Invoke(key, etag));
    }

    /// <summary>Told of each document that this process wrote, and its tag, or deleted, and null.</summary>
    public event Action<string, string?>? Written;

    /// <summary>The files.</summary>
    public DocumentFiles Files { get; }

    /// <summary>Wakes watches when something may have changed.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Whether the driver was disposed and every write that had begun has ended.</summary>
    public bool IsClosed { get; private set; }

    private DataRoot Root => _scope.Root;

    public async IAsyncEnumerable<string> ListAsync(
        string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Root.ThrowIfClosed();
        await Task.CompletedTask.ConfigureAwait(false);
        bool isEmpty = true;
        foreach (string key in Files.Keys(prefix ?? ""))
        {
            isEmpty = false;
            cancellationToken.ThrowIfCancellationRequested();
            yield return key;
        }

        if (isEmpty)
        {
            // Not before: where there is a document there is a project.
            _scope.ThrowIfMissing();
        }
    }

    public ValueTask<StoredDocument?> GetAsync(string key, CancellationToken cancellationToken)
    {
        Root.ThrowIfClosed();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<StoredDocument?>(cancellationToken);
        }

        StoredDocument? document = Files.Read(key);
        if (document is null)
        {
            // Not before, as above.
            _scope.ThrowIfMissing();
        }

        return new(document);
    }

    public ValueTask<KvPutResult> PutAsync(
        string key,
        ReadOnlyMemory<byte> content,
        PutCondition condition,
        Durability? durability,
        CancellationToken cancellationToken) =>
        WriteAsync(new DocumentPut(key, content, condition, Root.MustFlush(durability)), cancellationToken);

    public ValueTask<KvDeleteResult> DeleteAsync(string key, string? etag, CancellationToken cancellationToken) =>
        WriteAsync(new DocumentDelete(key, etag, Root.MustFlush(null)), cancellationToken);

    public ValueTask<string> UpdateAsync(
        string key,
        Func<StoredDocument?, ReadOnlyMemory<byte>> change,
        Durability? durability,
        CancellationToken cancellationToken) =>
        WriteAsync(new DocumentUpdate(key, change, Root.MustFlush(durability)), cancellationToken);

    public IDocumentWatch OpenWatch()
    {
        ThrowIfUnusable();
        return new FileDocumentWatch(this);
    }

    public string Describe(string key) => Files.PathOf(key);

    /// <summary>Gives back what is held open of the directory, which was deleted with its project.</summary>
    public ValueTask ForgetAsync() => _writer.ForgetAsync();

    /// <summary>What a watch holds, to be told when the project is gone.</summary>
    public ProjectLifetime Follow() => _scope.Follow();

    /// <summary>Lets what was queued end, then ends the watches.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        IsClosed = true;
        Changes.Pulse();
    }


    private void ThrowIfUnusable()
    {
        Root.ThrowIfClosed();
        _scope.ThrowIfMissing();
    }

    private ValueTask<TResult> WriteAsync<TResult>(DocumentWrite<TResult> write, CancellationToken cancellationToken)
    {
        Root.ThrowIfClosed();
        return _writer.WriteAsync(write, cancellationToken);
    }
}
