using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Changes documents of one set. Each attempt has an id that is noted with what it does, so that one whose outcome was lost
/// is found out about, and is done once.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="place">The set.</param>
/// <param name="onChanged">Told of each document that was put, and its version, or deleted, and null.</param>
internal sealed class DocumentWriter(Database database, DocumentPlace place, Action<string, DocumentVersion?> onChanged)
{
    /// <summary>One of so many changes forgets old writes.</summary>
    private const int ForgettingPace = 512;

    private readonly DocumentStatements _statements = DocumentStatements.Of(database.Schema);

    public async ValueTask<KvPutResult> PutAsync(
        string key, ReadOnlyMemory<byte> content, PutCondition condition, Durability? durability, CancellationToken cancellationToken)
    {
        DocumentStatements.Changes statements = For(durability);
        string etag = ContentETag.Of(content.Span);
        string text = condition.MustBeAbsent ? statements.PutIfAbsent : condition.ETag is null ? statements.Put : statements.PutIfMatch;
        while (true)
        {
            DocumentWriteResult result = await WriteAsync(
                "put", key,
                async (connection, writeId) =>
                {
                    using NpgsqlCommand command = On(connection.Command(text), key).WithBytes(content).With(writeId);
                    if (condition.ETag is { } expected)
                    {
                        command.WithBytes(Tag(expected));
                    }

                    return await ReadAsync(command, writeId).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            if (result.IsDone)
            {
                onChanged(key, DocumentVersion.Of(result.WriteId, etag));
                return new KvPutResult.Stored(etag);
            }

            if (!condition.Holds(result.ETag))
            {
                return new KvPutResult.Conflict(result.ETag);
            }

            // What was in the way was committed behind the statement's beginning, and so what was seen is older.
        }
    }

    public async ValueTask<KvDeleteResult> DeleteAsync(string key, string? etag, CancellationToken cancellationToken)
    {
        string text = For(null).Delete;
        while (true)
        {
            DocumentWriteResult result = await WriteAsync(
                "delete", key,
                async (connection, writeId) =>
                {
                    using NpgsqlCommand command = On(connection.Command(text), key).With(writeId)
                        .WithBytes(etag is null ? (ReadOnlyMemory<byte>?)null : Tag(etag));
                    return await ReadAsync(command, writeId).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            if (result.IsDone)
            {
                onChanged(key, null);
                return new KvDeleteResult.Deleted();
            }

            // Without a tag, nothing but another deletion was in the way.
            if (result.ETag is null || etag is null)
            {
                return new KvDeleteResult.NotFound();
            }

            if (result.ETag != etag)
            {
                return new KvDeleteResult.Conflict(result.ETag);
            }
        }
    }

    public async ValueTask<string> UpdateAsync(
        string key, Func<StoredDocument?, ReadOnlyMemory<byte>> change, Durability? durability, CancellationToken cancellationToken)
    {
        DocumentStatements.Changes statements = For(durability);
        var update = new DocumentUpdate(TargetOf(key), change);
        DocumentWriteResult result = await WriteAsync(
            "update", key, (connection, writeId) => UpdateAsync(connection, statements, key, update, writeId), cancellationToken)
            .ConfigureAwait(false);
        update.ThrowIfFailed();
        string etag = ContentETag.Of(update.Content.Span);
        onChanged(key, DocumentVersion.Of(result.WriteId, etag));
        return etag;
    }

    public ProjectNotFoundException ProjectNotFound() => new(place.Project, $"postgres:{database.Options.Schema}");

    /// <summary>A document's name in messages.</summary>
    public string TargetOf(string key) => $"{place}/{key}";

    /// <summary>The set's two parameters and the key.</summary>
    public NpgsqlCommand On(NpgsqlCommand command, string key) => command.With(place.Project).With(place.Set).With(key);

    private DocumentStatements.Changes For(Durability? durability) =>
        _statements.With(database.SynchronousCommit((durability ?? database.Options.Durability) == Durability.Flushed));

    /// <summary>A tag as the column has it; what is no tag of ours is none of any document.</summary>
    private static ReadOnlyMemory<byte> Tag(string etag)
    {
        byte[] tag = new byte[32];
        return etag.Length == 64 && !etag.AsSpan().ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(etag, tag, out _, out _) == System.Buffers.OperationStatus.Done ? tag : ReadOnlyMemory<byte>.Empty;
    }

    private async ValueTask<DocumentWriteResult> WriteAsync(
        string operation, string key, Func<NpgsqlConnection, Guid, ValueTask<DocumentWriteResult>> write, CancellationToken cancellationToken)
    {
        Guid writeId = default;
        try
        {
            DocumentWriteResult result = await database.WriteAsync(
                operation, TargetOf(key),
                connection =>
                {
                    // Another one each time: one that was given up is not to be done.
                    writeId = Guid.CreateVersion7();
                    return write(connection, writeId);
                },
                async connection => await WasDoneAsync(connection, writeId).ConfigureAwait(false)
                    ? new(true, new DocumentWriteResult(true, null, writeId)) : Resolution<DocumentWriteResult>.NotDone,
                cancellationToken).ConfigureAwait(false);
            if (result.IsDone && Random.Shared.Next(ForgettingPace) == 0)
            {
                await ForgetAsync().ConfigureAwait(false);
            }

            return result;
        }
        catch (PostgresException e) when (Failures.IsProjectMissing(e))
        {
            throw ProjectNotFound();
        }
    }

    private async ValueTask<DocumentWriteResult> UpdateAsync(
        NpgsqlConnection connection, DocumentStatements.Changes statements, string key, DocumentUpdate update, Guid writeId)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        using NpgsqlCommand hold = On(connection.Command(statements.Hold), key).With(writeId);
        StoredDocument? current = null;
        DocumentVersion? version = null;
        await using (NpgsqlDataReader reader = await hold.ExecuteReaderAsync().ConfigureAwait(false))
        {
            await reader.ReadAsync().ConfigureAwait(false);
            Guid held = reader.GetGuid(2);
            if (held != writeId)
            {
                current = DocumentRow.Read(reader);
                version = DocumentVersion.Of(held, current.ETag);
            }
        }

        if (!update.TryMake(current, version))
        {
            // Disposing undoes the place that was made.
            return default;
        }

        using NpgsqlCommand put = On(connection.Command(_statements.PutHeld), key).WithBytes(update.Content).With(writeId);
        await put.ExecuteNonQueryAsync().ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return new(true, null, writeId);
    }

    private async ValueTask<bool> WasDoneAsync(NpgsqlConnection connection, Guid writeId)
    {
        using NpgsqlCommand command = connection.Command(_statements.GiveUp).With(place.Project).With(writeId);
        return await command.ExecuteScalarAsync().ConfigureAwait(false) is true;
    }

    /// <summary>Forgets writes that nobody asks for any more. What fails is left for the next time.</summary>
    private async ValueTask ForgetAsync()
    {
        try
        {
            await database.WriteAsync(
                "tidy", place.ToString(),
                async connection =>
                {
                    using NpgsqlCommand command = connection.Command(_statements.ForgetWrites).With(place.Project).With(database.OldestWrite);
                    return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
                },
                static _ => new(Resolution<int>.NotDone),
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (LedgerlineException e)
        {
            DriverEvents.ForgettingFailed(database.Options.Logger, place.ToString(), e);
        }
    }

    private async ValueTask<DocumentWriteResult> ReadAsync(NpgsqlCommand command, Guid writeId)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        var result = new DocumentWriteResult(reader.GetBoolean(0), reader.IsDBNull(2) ? null : DocumentRow.Tag(reader, 2), writeId);
        bool hasProject = reader.GetBoolean(1);

        // The commit's own failure comes behind the rows.
        while (await reader.ReadAsync().ConfigureAwait(false) || await reader.NextResultAsync().ConfigureAwait(false))
        {
        }

        return result.IsDone || hasProject ? result : throw ProjectNotFound();
    }
}
