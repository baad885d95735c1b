using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>Makes a schema's tables, partitioned as docs/postgres.md has it.</summary>
internal static class PartitionedTables
{
    /// <summary>Whether every contract shall run on such tables: <c>LEDGERLINE_POSTGRES_PARTITIONED=1</c>.</summary>
    public static bool AreWanted { get; } = Environment.GetEnvironmentVariable("LEDGERLINE_POSTGRES_PARTITIONED") == "1";

    public static async Task MakeAsync(string schema)
    {
        await PostgresDriver.MigrateAsync(TestServer.ConnectionString, schema);
        await TestServer.ExecuteAsync(
            PostgresPage.Section("partition").Replace("search_path = ledgerline", $"search_path = {schema}", StringComparison.Ordinal));
    }
}
