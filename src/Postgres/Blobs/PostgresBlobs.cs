using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// A project's blobs: a row that names the version which is stored, and the version's chunks.
/// </summary>
/// <remarks>
/// A content of one chunk is written, and read when it is opened, in one statement. A longer one is written chunk by chunk in one
/// transaction, which begins when the first chunk has been read from its stream: a stream that stalls behind that holds a
/// connection and that transaction until it goes on, is cancelled, or the server's
/// <c>idle_in_transaction_session_timeout</c> ends them; it is in nobody's way, but the server cannot clean up what was
/// deleted meanwhile. Whoever writes from slow sources keeps them in a file first.
/// </remarks>
internal sealed class PostgresBlobs(Database database, DriverLife life, ChangeFeeds changes, string projectId) : IBlobStore
{
    private readonly BlobSql _sql = new(database.Schema);
    private readonly ConcurrentDictionary<PostgresBlobWatch, bool> _watches = new();

    public async ValueTask<bool> ExistsAsync(string path, CancellationToken cancellationToken) =>
        (await FindAsync("look at", path, cancellationToken).ConfigureAwait(false)).BlobId is not null;

    public async ValueTask<BlobInfo?> StatAsync(string path, CancellationToken cancellationToken) =>
        (await FindAsync("look at", path, cancellationToken).ConfigureAwait(false)).Info(path);

    public async ValueTask<IBlobReader?> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        life.ThrowIfEnded();
        var place = new BlobPlace(projectId, path);
        (BlobState State, byte[]? Content) found = await database.ReadAsync(
            "open", place.ToString(), (connection, token) => OpenAsync(connection, place, token), cancellationToken).ConfigureAwait(false);
        if (found.State.Info(path) is not { } info)
        {
            return null;
        }

        if (found.Content is { } content)
        {
            return new SmallBlobReader(info, content);
        }

        return await PostgresBlobReader.OpenAsync(database, _sql, place, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<BlobWriteResult> WriteAsync(
        string path, Stream content, PutCondition condition, Durability? durability, CancellationToken cancellationToken) =>
        WriteAsync(path, () => new StreamBlobSource(content, cancellationToken), condition, durability, cancellationToken);

    public ValueTask<BlobWriteResult> WriteAsync(
        string path, ReadOnlyMemory<byte> content, PutCondition condition, Durability? durability, CancellationToken cancellationToken) =>
        WriteAsync(path, () => new MemoryBlobSource(content), condition, durability, cancellationToken);

    public async ValueTask<BlobDeleteResult> DeleteAsync(string path, string? etag, CancellationToken cancellationToken)
    {
        BlobState found = await FindAsync("delete", path, cancellationToken).ConfigureAwait(false);
        life.Enter();
        try
        {
            var deletion = new BlobDeletion(database, _sql, new(projectId, path), etag, found);
            return Tell(path, await deletion.RunAsync(cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            life.Leave();
        }
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var range = PathRange.Of(prefix);
        string? after = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            life.ThrowIfEnded();
            List<string?> page = await database.ReadAsync(
                "list", $"the blobs of {projectId}", (connection, token) => ListAsync(connection, range, after ?? "", token), cancellationToken)
                .ConfigureAwait(false);
            if (page.Count == 0 && after is null)
            {
                throw ProjectNotFound();
            }

            string? last = null;
            foreach (string? path in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (path is not null)
                {
                    last = path;
                    yield return path;
                }
            }

            if (last is null)
            {
                yield break;
            }

            after = last;
        }
    }

    public IBlobWatch OpenWatch(string prefix, TimeSpan debounce)
    {
        life.ThrowIfEnded();
        return new PostgresBlobWatch(this, database, life, changes, _sql, projectId, prefix, debounce);
    }

    public string Describe(string path) => new BlobPlace(projectId, path).ToString();

    public ProjectNotFoundException ProjectNotFound() => new(projectId, $"postgres:{database.Options.Schema}");

    /// <summary>Begins to tell a watch what this process changes.</summary>
    public void Add(PostgresBlobWatch watch) => _watches[watch] = true;

    public void Remove(PostgresBlobWatch watch) => _watches.TryRemove(watch, out _);

    private async ValueTask<BlobWriteResult> WriteAsync(
        string path, Func<BlobSource> open, PutCondition condition, Durability? durability, CancellationToken cancellationToken)
    {
        BlobState found = await FindAsync("write", path, cancellationToken).ConfigureAwait(false);
        if (!condition.Holds(found.ETag))
        {
            return new BlobWriteResult.Conflict(found.ETag);
        }

        BlobSource source = open();
        await using (source.ConfigureAwait(false))
        {
            try
            {
                await source.MoveNextAsync().ConfigureAwait(false);
                using var write = new BlobWrite(
                    database, life, _sql, new(projectId, path), condition, durability ?? database.Options.Durability, found);
                return Tell(path, await write.StoreAsync(source, cancellationToken).ConfigureAwait(false));
            }
            catch (BlobSourceException e)
            {
                e.ThrowInner();
                throw;
            }
        }
    }

    private TResult Tell<TResult>(string path, BlobOutcome<TResult> outcome)
    {
        if (outcome.IsChange)
        {
            foreach (PostgresBlobWatch watch in _watches.Keys)
            {
                watch.Changed(path, outcome.WasThere, outcome.BlobId, outcome.Life);
            }

            changes.TellOthers(ChangeHint.OfBlob(projectId, path));
        }

        return outcome.Result;
    }

    private async ValueTask<BlobState> FindAsync(string operation, string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        life.ThrowIfEnded();
        BlobState? found = await database.ReadAsync(
            operation, Describe(path),
            async (connection, token) =>
            {
                using NpgsqlCommand find = connection.Command(_sql.State).With(projectId).With(path);
                await using NpgsqlDataReader reader = await find.ExecuteReaderAsync(token).ConfigureAwait(false);
                return await reader.ReadAsync(token).ConfigureAwait(false) ? (BlobState?)BlobState.Read(reader) : null;
            },
            cancellationToken).ConfigureAwait(false);
        return found ?? throw ProjectNotFound();
    }

    private async ValueTask<(BlobState State, byte[]? Content)> OpenAsync(
        NpgsqlConnection connection, BlobPlace place, CancellationToken cancellationToken)
    {
        using NpgsqlCommand open = connection.Command(_sql.Open).With(projectId).With(place.Path);
        await using NpgsqlDataReader reader = await open.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            throw ProjectNotFound();
        }

        var state = BlobState.Read(reader);
        byte[]? content = state.Length == 0 ? [] : reader.IsDBNull(BlobState.Columns) ? null : reader.GetFieldValue<byte[]>(BlobState.Columns);
        return (state, content is { } all && all.Length != state.Length ? null : content);
    }

    private async ValueTask<List<string?>> ListAsync(NpgsqlConnection connection, PathRange range, string after, CancellationToken cancellationToken)
    {
        using NpgsqlCommand list = connection.Command(_sql.List(range.Below is not null)).With(projectId).With(range.From).With(after);
        if (range.Below is { } below)
        {
            list.With(below);
        }

        return await list.ReadNullableTextsAsync(cancellationToken).ConfigureAwait(false);
    }
}
