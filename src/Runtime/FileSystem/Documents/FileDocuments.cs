using System.Runtime.CompilerServices;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// A directory of JSON files. A document is replaced whole, by a rename, so whoever opens it reads one version;
/// writers compare and write under one lock for the directory.
/// </summary>
/// <param name="scope">What the directory belongs to.</param>
/// <param name="directory">The directory, which is made by the first put.</param>
internal sealed class FileDocuments(FileScope scope, string directory) : IDocumentStore, IAsyncDisposable
{
    public const string Extension = ".json";

    /// <summary>The same as bytes.</summary>
    public static ReadOnlySpan<byte> Utf8Extension => ".json"u8;

    private readonly WriteTurn _turn =
        scope.NewTurn(new LockFile(scope.Root.Disk, Path.Combine(directory, ".lock"), directory), directory);

    private bool _isSwept;

    /// <summary>Told the key of each document that this process wrote or deleted.</summary>
    public event Action<string>? Written;

    /// <summary>The directory.</summary>
    public string Directory { get; } = directory;

    /// <summary>The driver's root.</summary>
    public DataRoot Root { get; } = scope.Root;

    /// <summary>Wakes watches when something may have changed.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Whether the driver was disposed and every write that had begun has ended.</summary>
    public bool IsClosed { get; private set; }

    public async IAsyncEnumerable<string> ListAsync(
        string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ThrowIfUnusable();
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (string key in StoredNames.List(Root.Disk, Directory, Extension))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (prefix is null || key.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield return key;
            }
        }
    }

    public ValueTask<StoredDocument?> GetAsync(string key, CancellationToken cancellationToken)
    {
        ThrowIfUnusable();
        cancellationToken.ThrowIfCancellationRequested();
        StoredDocument? document = Read(key);
        if (document is null)
        {
            scope.ThrowIfMissing();
        }

        return new(document);
    }

    public ValueTask<KvPutResult> PutAsync(
        string key,
        ReadOnlyMemory<byte> content,
        PutCondition condition,
        Durability? durability,
        CancellationToken cancellationToken) => WriteAsync<KvPutResult>(
        () =>
        {
            string? current = condition == PutCondition.Always ? null : Read(key)?.ETag;
            return condition.Holds(current)
                ? new KvPutResult.Stored(Replace(key, content.Span, durability))
                : new KvPutResult.Conflict(current);
        },
        cancellationToken);

    public ValueTask<KvDeleteResult> DeleteAsync(string key, string? etag, CancellationToken cancellationToken) =>
        WriteAsync<KvDeleteResult>(
            () =>
            {
                if (etag is not null && Read(key)?.ETag is { } current && current != etag)
                {
                    return new KvDeleteResult.Conflict(current);
                }

                if (!Root.Disk.Delete(Describe(key)))
                {
                    return new KvDeleteResult.NotFound();
                }

                Written?.Invoke(key);

                if (Root.MustFlush(null))
                {
                    Root.Disk.FlushDirectory(Directory);
                }

                return new KvDeleteResult.Deleted();
            },
            cancellationToken);

    public ValueTask<string> UpdateAsync(
        string key,
        Func<StoredDocument?, ReadOnlyMemory<byte>> change,
        Durability? durability,
        CancellationToken cancellationToken) =>
        WriteAsync(() => Replace(key, change(Read(key)).Span, durability), cancellationToken);

    public IDocumentWatch OpenWatch()
    {
        ThrowIfUnusable();
        return new FileDocumentWatch(this);
    }

    public string Describe(string key) => Path.Combine(Directory, key + Extension);

    /// <summary>Gives back what is held open of the directory, which was deleted with its project.</summary>
    public ValueTask ForgetAsync() => _turn.ForgetAsync();

    /// <summary>What a watch holds, to be told when the project is gone.</summary>
    public ProjectLifetime Follow() => scope.Follow();

    /// <summary>Lets the write that has begun end, then ends the watches.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.DisposeAsync().ConfigureAwait(false);
        IsClosed = true;
        Changes.Pulse();
    }

    private StoredDocument? Read(string key)
    {
        using DiskFile? file = Root.Disk.Open(Describe(key), DiskOpen.Read);
        if (file is null)
        {
            return null;
        }

        // One byte more than it says it has, to see the end.
        byte[] content = new byte[file.Status().Length + 1];
        int length = file.Read(content, 0);
        while (length == content.Length)
        {
            Array.Resize(ref content, checked(content.Length * 2));
            length += file.Read(content.AsSpan(length), length);
        }

        ReadOnlyMemory<byte> bytes = content.AsMemory(0, length);
        return new(bytes, ContentETag.Of(bytes.Span));
    }

    private string Replace(string key, ReadOnlySpan<byte> content, Durability? durability)
    {
        string path = Describe(key);
        using var replacement = new Replacement(Root.Disk, path, Root.Disk.Status(path)?.Owner);
        replacement.File.Write(content, 0);
        replacement.Commit(Root.MustFlush(durability));
        Written?.Invoke(key);
        return ContentETag.Of(content);
    }

    /// <summary>Runs a write alone, on the thread pool: no other thread and no other process writes here meanwhile.</summary>
    private async ValueTask<TResult> WriteAsync<TResult>(Func<TResult> write, CancellationToken cancellationToken)
    {
        ThrowIfUnusable();
        TResult result = default!;
        bool isDone = await _turn.RunAsync(
            () =>
            {
                ThrowIfUnusable();
                Sweep();
                result = write();

                // Where the project was deleted meanwhile, what was not found tells nothing.
                scope.ThrowIfMissing();
            },
            cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(!isDone, typeof(FileSystemDriver));
        return result;
    }

    /// <summary>Removes, once, what writers left that died: under the lock nobody else is writing a temporary file here.</summary>
    private void Sweep()
    {
        if (_isSwept)
        {
            return;
        }

        _isSwept = true;
        foreach (string name in (Root.Disk.List(Directory) ?? []).Select(static entry => entry.Name))
        {
            if (name.EndsWith(Replacement.Suffix, StringComparison.Ordinal)
                && name.Contains(Extension + ".", StringComparison.Ordinal))
            {
                Root.Disk.Delete(Path.Combine(Directory, name));
            }
        }
    }

    private void ThrowIfUnusable()
    {
        Root.ThrowIfClosed();
        scope.ThrowIfMissing();
    }
}
