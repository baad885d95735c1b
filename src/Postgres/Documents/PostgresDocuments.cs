using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>One set of documents: each a row, whose row lock orders those who change it.</summary>
internal sealed class PostgresDocuments : IDocumentStore
{
    private const int KeysInPage = 1000;

    /// <summary>Above all keys.</summary>
    private const string Highest = "\U0010FFFF";

    private readonly Database _database;
    private readonly DriverLife _life;
    private readonly ChangeFeeds _changes;
    private readonly DocumentPlace _place;
    private readonly DocumentStatements _statements;
    private readonly DocumentWriter _writer;
    private readonly KeyTurns _turns = new();
    private readonly ConcurrentDictionary<PostgresDocumentWatch, bool> _watches = new();

    public PostgresDocuments(Database database, DriverLife life, ChangeFeeds changes, DocumentPlace place)
    {
        _database = database;
        _life = life;
        _changes = changes;
        _place = place;
        _statements = DocumentStatements.Of(database.Schema);
        _writer = new DocumentWriter(database, place, OnChanged);
    }

    public async IAsyncEnumerable<string> ListAsync(string? prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _life.ThrowIfEnded();
        (string low, string high) = RangeOf(prefix ?? "");
        string after = "";
        List<string?> page;
        do
        {
            page = await _database.ReadAsync(
                "list", _place.ToString(),
                async (connection, token) =>
                {
                    using NpgsqlCommand command = connection.Command(_statements.List)
                        .With(_place.Project).With(_place.Set).With(after).With(low).With(high).With((long)KeysInPage);
                    return await command.ReadNullableTextsAsync(token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                throw _writer.ProjectNotFound();
            }

            foreach (string? key in page)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (key is not null)
                {
                    yield return key;
                    after = key;
                }
            }
        }
        while (page.Count == KeysInPage);
    }

    public async ValueTask<StoredDocument?> GetAsync(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _life.ThrowIfEnded();
        (bool hasProject, StoredDocument? document) = await _database.ReadAsync(
            "read", Describe(key),
            async (connection, token) =>
            {
                using NpgsqlCommand command = _writer.On(connection.Command(_statements.Get), key);
                await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                bool hasRow = await reader.ReadAsync(token).ConfigureAwait(false);
                return (hasRow, hasRow && !reader.IsDBNull(0) ? DocumentRow.Read(reader) : null);
            },
            cancellationToken).ConfigureAwait(false);
        return hasProject ? document : throw _writer.ProjectNotFound();
    }

    public ValueTask<KvPutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, Durability? durability, CancellationToken cancellationToken) =>
        ChangeAsync(key, () => _writer.PutAsync(key, content, condition, durability, cancellationToken), cancellationToken);

    public ValueTask<KvDeleteResult> DeleteAsync(string key, string? etag, CancellationToken cancellationToken) =>
        ChangeAsync(key, () => _writer.DeleteAsync(key, etag, cancellationToken), cancellationToken);

    public ValueTask<string> UpdateAsync(
        string key, Func<StoredDocument?, ReadOnlyMemory<byte>> change, Durability? durability, CancellationToken cancellationToken) =>
        ChangeAsync(key, () => _writer.UpdateAsync(key, change, durability, cancellationToken), cancellationToken);

    public IDocumentWatch OpenWatch()
    {
        _life.ThrowIfEnded();
        return new PostgresDocumentWatch(_life, _changes, _place, new VersionReader(_database, _place), this);
    }

    public string Describe(string key) => _writer.TargetOf(key);

    public ProjectNotFoundException ProjectNotFound() => _writer.ProjectNotFound();

    /// <summary>Begins to tell a watch of this process's changes; <see cref="Leave"/> ends that.</summary>
    public void Join(PostgresDocumentWatch watch) => _watches[watch] = true;

    public void Leave(PostgresDocumentWatch watch) => _watches.TryRemove(watch, out _);

    /// <summary>The keys that begin with a prefix, as a range of the index: from the first text to below the second.</summary>
    private static (string Low, string High) RangeOf(string prefix)
    {
        if (prefix.Length == 0)
        {
            return ("", Highest);
        }

        // No key begins with what no key may hold, and the server does not take every text.
        return StorageName.IsValid(prefix) ? (prefix, prefix[..^1] + (char)(prefix[^1] + 1)) : ("", "");
    }

    /// <summary>Does a change that disposal waits for, in its turn.</summary>
    private async ValueTask<TResult> ChangeAsync<TResult>(string key, Func<ValueTask<TResult>> change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _life.Enter();
        try
        {
            return await _turns.RunAsync(key, change, cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.OutcomeUnknown)
        {
            // It may have been done: who watches finds out.
            _changes.Tell(ChangeHint.OfDocument(_place.Project, _place.Set, key));
            throw;
        }
        finally
        {
            _life.Leave();
        }
    }

    private void OnChanged(string key, DocumentVersion? version)
    {
        foreach (PostgresDocumentWatch watch in _watches.Keys)
        {
            watch.Changed(key, version);
        }

        _changes.TellOthers(ChangeHint.OfDocument(_place.Project, _place.Set, key));
    }
}
