using System.Security.Cryptography;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>
/// The server that tests share, each in a schema of its own: the one that <c>LEDGERLINE_POSTGRES</c> connects to, or one
/// that is started when it is needed first and is gone when the tests' process is.
/// </summary>
internal static class TestServer
{
    private const string Variable = "LEDGERLINE_POSTGRES";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    private static readonly Lazy<PostgresCluster> Own = new(() => PostgresCluster.Start(new ServerFolder(), "shared"));

    /// <summary>Why there is no server, or null.</summary>
    public static string? Obstacle { get; } =
        Given is null && PostgresBinaries.Obstacle is { } obstacle ? $"{obstacle}, and {Variable} holds no connection string" : null;

    /// <summary>Connects to the server with the right to make schemas. The first call may start it.</summary>
    public static string ConnectionString => Given ?? Own.Value.ConnectionString;

    /// <summary>A name for a schema that nobody has: one of the driver's own rule.</summary>
    public static string NewSchemaName() => $"test_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    /// <summary>Removes a schema with all that is in it; does nothing where there is none.</summary>
    public static Task DropSchemaAsync(string schema) => ExecuteAsync($"drop schema if exists {schema} cascade");

    /// <summary>Runs a statement in a session of its own.</summary>
    public static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
