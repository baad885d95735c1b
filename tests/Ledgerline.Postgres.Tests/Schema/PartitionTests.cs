using System.Text.Json;
using Ledgerline.Postgres.Tests.Servers;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>The tables may be partitioned by the project's hash, as docs/postgres.md does it, and the driver never knows.</summary>
public sealed class PartitionTests
{
    [Fact]
    public async Task A_driver_works_on_partitioned_tables()
    {
        await using var schema = new TestSchema();
        await PartitionedTables.MakeAsync(schema.Name);
        await using PostgresDriver driver = schema.Open();
        await using PostgresDriver rival = schema.Open();
        string[] ids = [.. Enumerable.Range(1, 40).Select(n => $"p{n:00}")];
        await Task.WhenAll(ids.Select(async id =>
        {
            Assert.True(await driver.CreateProjectAsync(id));
            AppendLog<JsonPayload> log = driver.Project(id).History;
            await Task.WhenAll(Enumerable.Range(0, 10).Select(n => (n % 2 == 0 ? driver : rival).Project(id).History.AppendAsync(JsonPayload.Parse($"{n}")).AsTask()));
            Assert.Equal(Enumerable.Range(1, 10).Select(n => (long)n), await log.ReadAsync().Select(e => e.Seq).ToListAsync());
            Assert.IsType<TryAppendResult.Conflict>(await log.TryAppendAsync([JsonPayload.Parse("1")], 3));
            Assert.Equal(new TruncateResult(4), await log.TruncateBeforeAsync(4));
            await driver.Project(id).Meta.PutAsync("settings", JsonPayload.Parse("{}"));
            await driver.Project(id).Files.WriteAsync("a/b", id);
            Assert.Equal(id, await rival.Project(id).Files.ReadAllTextAsync("a/b"));
            Assert.Empty(await rival.Project(id).History.VerifyAsync().ToListAsync());
        }));
        await driver.Shared.Meta.PutAsync("settings", JsonPayload.Parse("{}"));
        Assert.Equal(ids, await driver.ListProjectIdsAsync().Order().ToListAsync());

        await TestServer.ExecuteAsync($"delete from {schema.Name}.entry where project_id = 'p01' and seq = 7");
        Assert.True((await driver.Project("p01").History.RepairAsync(new() { Renumber = true })).Changed);
        Assert.Equal([5L, 6, 7, 8, 9], await driver.Project("p01").History.ReadAsync().Select(e => e.Seq).ToListAsync());
        foreach (string id in ids)
        {
            Assert.True(await driver.DeleteProjectAsync(id));
        }

        await using NpgsqlDataSource database = NpgsqlDataSource.Create(schema.ConnectionString);
        foreach (string table in (string[])["project", "log", "entry", "removed_batch", "quarantine", "document", "document_write", "blob", "blob_chunk"])
        {
            await using NpgsqlCommand left = database.CreateCommand($"select count(*) from {schema.Name}.{table} where project_id <> ''");
            Assert.Equal(0L, await left.ExecuteScalarAsync());
            await using NpgsqlCommand kind = database.CreateCommand($"select relkind = 'p' from pg_class where oid = '{schema.Name}.{table}'::regclass");
            Assert.Equal(true, await kind.ExecuteScalarAsync());
        }
    }

    [Fact]
    public async Task Statements_of_one_project_touch_one_partition()
    {
        await using var schema = new TestSchema();
        await PartitionedTables.MakeAsync(schema.Name);
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(schema.ConnectionString);
        await using NpgsqlConnection connection = await database.OpenConnectionAsync();
        foreach ((string name, string parameters, string text) in Statements.All($"\"{schema.Name}\"")
            .Where(s => s.Name is not ("ProjectSql.List" or "LogSql.Heads" or "WatchSql.Notify")))
        {
            JsonElement plan = await Plans.ExplainAsync(connection, parameters, text, generic: false);
            IEnumerable<string> partitions = Plans.Nodes(plan).Select(node => Plans.Text(node, "Relation Name"))
                .Where(table => table.Length > 0 && char.IsAsciiDigit(table[^1]))
                .Select(table => table[(table.LastIndexOf('_') + 1)..]);
            Assert.True(partitions.Distinct().Count() <= 1, $"{name} touches {string.Join(", ", partitions.Distinct())}.");
        }
    }
}
