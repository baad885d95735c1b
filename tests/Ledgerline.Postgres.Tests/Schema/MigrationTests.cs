using System.Diagnostics;
using Ledgerline.Postgres.Tests.Servers;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>The tables are made and upgraded once, by whoever comes first, and nobody works on tables that they do not know.</summary>
public sealed class MigrationTests
{
    [Fact]
    public async Task Drivers_that_start_at_once_on_an_empty_schema_all_work()
    {
        await using var schema = new TestSchema();
        PostgresDriver[] drivers = [.. Enumerable.Range(0, 8).Select(_ => schema.Open())];
        bool[] made = await Task.WhenAll(drivers.Select(driver => driver.CreateProjectAsync("p")));
        Assert.Single(made, isMade => isMade);
        foreach (PostgresDriver driver in drivers)
        {
            await driver.Project("p").History.AppendAsync(JsonPayload.Parse("1"));
            await driver.DisposeAsync();
        }

        Assert.Equal($"{Migrations.Latest}", await AskAsync($"select string_agg(version::text, ',') from {schema.Name}.migration"));
    }

    [Fact]
    public async Task Those_who_migrate_at_once_wait_for_each_other_also_in_a_schema_that_somebody_else_made()
    {
        await using var schema = new TestSchema();
        await TestServer.ExecuteAsync($"create schema {schema.Name}");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresDriver.MigrateAsync(TestServer.ConnectionString, schema.Name)));
        await PostgresDriver.MigrateAsync(TestServer.ConnectionString, schema.Name);
        Assert.Equal($"{Migrations.Latest}", await AskAsync($"select count(*)::text from {schema.Name}.migration"));
    }

    [Fact]
    public async Task An_older_version_is_upgraded_by_the_steps_that_are_missing()
    {
        // Before the first step stands a schema that holds only the list of those that were done.
        await using var schema = new TestSchema();
        await TestServer.ExecuteAsync(
            $"create schema {schema.Name}; create table {schema.Name}.migration (version integer primary key, applied timestamptz not null default now())");
        await using (var careful = new PostgresDriver(TestServer.ConnectionString, new() { Schema = schema.Name, Migration = PostgresMigration.Never }))
        {
            await Assert.ThrowsAsync<StorageException>(() => careful.CreateProjectAsync("p"));
        }

        await using PostgresDriver driver = schema.Open();
        Assert.True(await driver.CreateProjectAsync("p"));
        Assert.Equal($"{Migrations.Latest}", await AskAsync($"select max(version)::text from {schema.Name}.migration"));
    }

    [Fact]
    public async Task A_migration_that_fails_leaves_nothing_behind()
    {
        await using var schema = new TestSchema();
        await TestServer.ExecuteAsync($"create schema {schema.Name}; create table {schema.Name}.blob_chunk (n int)");
        var watch = Stopwatch.StartNew();
        StorageException failed = await Assert.ThrowsAsync<StorageException>(() => PostgresDriver.MigrateAsync(TestServer.ConnectionString, schema.Name));
        Assert.Contains("42P07: relation \"blob_chunk\" already exists", failed.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), "What would fail again was tried again.");
        Assert.Equal("blob_chunk", await AskAsync($"select string_agg(tablename, ',') from pg_tables where schemaname = '{schema.Name}'"));
    }

    [Theory]
    [InlineData(PostgresMigration.Automatic)]
    [InlineData(PostgresMigration.Never)]
    public async Task A_newer_version_is_refused_and_nothing_is_done(PostgresMigration migration)
    {
        await using var schema = new TestSchema();
        await PostgresDriver.MigrateAsync(TestServer.ConnectionString, schema.Name);
        await TestServer.ExecuteAsync($"insert into {schema.Name}.migration values (999)");
        await using var driver = new PostgresDriver(TestServer.ConnectionString, new() { Schema = schema.Name, Migration = migration });
        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => driver.CreateProjectAsync("p"));
        Assert.Equal(
            $"Could not use 'the schema {schema.Name}': it is of version 999, made by a newer Ledgerline, and this one knows {Migrations.Latest}. Use that newer version.",
            refused.Message);
    }

    [Fact]
    public async Task A_driver_that_may_not_migrate_says_who_shall()
    {
        await using var schema = new TestSchema();
        await using var driver = new PostgresDriver(TestServer.ConnectionString, new() { Schema = schema.Name, Migration = PostgresMigration.Never });
        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => driver.CreateProjectAsync("p"));
        Assert.Equal(
            $"Could not use 'the schema {schema.Name}': it has not been made, or the role may not see it. Let PostgresDriver.MigrateAsync run in the role that owns it.",
            refused.Message);
        Assert.Equal("0", await AskAsync($"select count(*)::text from pg_namespace where nspname = '{schema.Name}'"));

        // Once it is there, the same driver works.
        await PostgresDriver.MigrateAsync(TestServer.ConnectionString, schema.Name);
        Assert.True(await driver.CreateProjectAsync("p"));
    }

    [Fact]
    public async Task A_database_that_cannot_hold_every_text_is_refused()
    {
        string database = TestServer.NewSchemaName();
        await TestServer.ExecuteAsync($"create database {database} encoding 'LATIN1' locale 'C' locale_provider libc template template0");
        try
        {
            string text = new NpgsqlConnectionStringBuilder(TestServer.ConnectionString) { Database = database, Pooling = false }.ConnectionString;
            StorageException refused = await Assert.ThrowsAsync<StorageException>(() => PostgresDriver.MigrateAsync(text));
            Assert.Contains("the database's encoding is LATIN1", refused.Message, StringComparison.Ordinal);
            Assert.Contains("encoding UTF8", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            await TestServer.ExecuteAsync($"drop database {database} with (force)");
        }
    }

    private static async Task<string?> AskAsync(string sql)
    {
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(TestServer.ConnectionString);
        await using NpgsqlCommand command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }
}
