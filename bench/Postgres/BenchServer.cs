using System.Security.Cryptography;
using Ledgerline.Postgres.Tests.Servers;
using Npgsql;

namespace Ledgerline.Bench.Postgres;

/// <summary>
/// The PostgreSQL server that rows share: the one that <c>LEDGERLINE_POSTGRES</c> connects to, or one that is started when it
/// is needed first and is gone when this process is.
/// </summary>
internal static class BenchServer
{
    private const string Variable = "LEDGERLINE_POSTGRES";

    private static readonly string? Given = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : null;

    /// <summary>Its flushes are real. It has the memory that one gives to a server, and checkpoints do not fall into a round.</summary>
    private static readonly Lazy<PostgresCluster> Own = new(() => PostgresCluster.Start(
        new ServerFolder(),
        "bench",
        logSegmentMegabytes: 16,
        settings: [("shared_buffers", "2GB"), ("max_wal_size", "8GB"), ("checkpoint_timeout", "30min")]));

    /// <summary>Why there is no server, or null.</summary>
    public static string? Obstacle { get; } =
        Given is null && PostgresBinaries.Obstacle is { } obstacle ? $"{obstacle}, and {Variable} holds no connection string" : null;

    /// <summary>Connects with the right to make schemas. The first call may start the server.</summary>
    public static string ConnectionString => Given ?? Own.Value.ConnectionString;

    /// <summary>A name that no schema has.</summary>
    public static string NewSchemaName() => $"bench_{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    /// <summary>Connections as peers use them: kept, with statements prepared by hand.</summary>
    public static NpgsqlDataSource Connect()
    {
        var builder = new NpgsqlSlimDataSourceBuilder(ConnectionString);
        builder.EnableArrays();
        return builder.Build();
    }

    /// <summary>Runs a statement that may take long, in a session of its own.</summary>
    public static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static Task DropAsync(string schema) => ExecuteAsync($"drop schema if exists {schema} cascade");
}
