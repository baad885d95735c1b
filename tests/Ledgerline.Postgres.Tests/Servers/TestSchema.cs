using Npgsql;

namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>A schema of one test on the shared server, removed at its end; its drivers' sessions are known by its name.</summary>
internal sealed class TestSchema : IAsyncDisposable
{
    public string Name { get; } = TestServer.NewSchemaName();

    public string ConnectionString => new NpgsqlConnectionStringBuilder(TestServer.ConnectionString) { ApplicationName = Name }.ConnectionString;

    /// <summary>For who keeps it in a field and disposes it at the end of a test.</summary>
    public static TestSchema Make() => new();

    /// <summary>A driver on it, as a process of its own would have one.</summary>
    public PostgresDriver Open() => new(ConnectionString, new PostgresDriverOptions { Schema = Name });

    /// <summary>Ends a session of the drivers, whichever, at once.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> TerminateOneAsync()
    {
        await using var connection = new NpgsqlConnection(TestServer.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 order by random() limit 1", connection);
        command.Parameters.Add(new() { Value = Name });
        return await command.ExecuteScalarAsync() is true;
    }

    public async ValueTask DisposeAsync() => await TestServer.DropSchemaAsync(Name);
}
