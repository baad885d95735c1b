using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Lets nobody at the tables before they are known to be what this driver works with. Looks once.</summary>
internal sealed class SchemaGate(PostgresDriverOptions options)
{
    private volatile bool _isOpen;

    /// <summary>Whether transactions of this role are not flushed unless they ask for it.</summary>
    public bool IsCommitAsynchronous { get; private set; }

    public async ValueTask PassAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_isOpen)
        {
            return;
        }

        int version = await SchemaUpgrade.FindVersionAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
        if (version > Migrations.Latest)
        {
            throw Refusal($"it is of version {version}, made by a newer Ledgerline, and this one knows {Migrations.Latest}", "Use that newer version.");
        }

        if (version < Migrations.Latest)
        {
            if (options.Migration == PostgresMigration.Never)
            {
                throw Refusal(
                    version == 0 ? "it has not been made, or the role may not see it" : $"it is of version {version}, and this driver needs {Migrations.Latest}",
                    "Let PostgresDriver.MigrateAsync run in the role that owns it.");
            }

            await SchemaUpgrade.RunAsync(connection, options.Schema, cancellationToken).ConfigureAwait(false);
        }

        using NpgsqlCommand setting = connection.Command("show synchronous_commit");
        IsCommitAsynchronous = (string?)await setting.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) == "off";
        _isOpen = true;
    }

    private StorageException Refusal(string reason, string remedy) => new("use", $"the schema {options.Schema}", reason, remedy);
}
