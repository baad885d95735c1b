using System.Globalization;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Makes the schema, or brings it to the version that this driver works with, one process at a time.</summary>
internal static class SchemaUpgrade
{
    /// <summary>The version that stands in the database; 0 where there is none.</summary>
    public static async ValueTask<int> FindVersionAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        // Not by to_regclass: behind an advisory lock that answers what the session knew before it waited.
        using NpgsqlCommand exists = connection.Command(
            "select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = 'migration')").With(name);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!)
        {
            return 0;
        }

        using NpgsqlCommand version = connection.Command($"select coalesce(max(version), 0) from {SchemaName.Quote(name)}.migration");
        return (int)(await version.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Does the steps that are missing, all in one transaction.</summary>
    public static async ValueTask RunAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        string schema = SchemaName.Quote(name);
        await ThrowIfNotUtf8Async(connection, name, cancellationToken).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        using (NpgsqlCommand alone = connection.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))").With($"ledgerline migration of {name}"))
        {
            await alone.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        int version = await FindVersionAsync(connection, name, cancellationToken).ConfigureAwait(false);
        if (version == 0)
        {
            // Whoever may not create schemas may be given one.
            await ExecuteAsync(connection, $"do $$ begin if to_regnamespace('{schema}') is null then create schema {schema}; end if; end $$", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(
                connection,
                $"create table if not exists {schema}.migration (version integer primary key, applied timestamptz not null default now())",
                cancellationToken).ConfigureAwait(false);
        }

        for (int step = version + 1; step <= Migrations.Latest; step++)
        {
            await ExecuteAsync(connection, Migrations.Step(step, schema), cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(
                connection,
                string.Create(CultureInfo.InvariantCulture, $"insert into {schema}.migration values ({step})"),
                cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = connection.Command(text);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask ThrowIfNotUtf8Async(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = connection.Command("show server_encoding");
        string encoding = (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        if (encoding != "UTF8")
        {
            throw new StorageException(
                "use", $"the schema {name}", $"the database's encoding is {encoding}, which cannot hold JSON text as it is given",
                "Create a database with the encoding UTF8.");
        }
    }
}
