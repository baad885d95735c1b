using Ledgerline.Postgres.Tests.Servers;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>The two roles of docs/postgres.md, made with the statements that stand there: one owns the tables, one works on their rows.</summary>
public sealed class RoleTests : IAsyncLifetime
{
    private readonly string _schema = TestServer.NewSchemaName();
    private readonly string _owner = TestServer.NewSchemaName();
    private readonly string _worker = TestServer.NewSchemaName();
    private string _database = "";

    public async Task InitializeAsync()
    {
        _database = new NpgsqlConnectionStringBuilder(TestServer.ConnectionString).Database ?? "postgres";
        await TestServer.ExecuteAsync(Statements("roles"));
    }

    public async Task DisposeAsync()
    {
        await TestServer.DropSchemaAsync(_schema);
        await TestServer.ExecuteAsync($"drop owned by {_owner}, {_worker}; drop role {_owner}, {_worker}");
    }

    [Fact]
    public async Task A_role_that_works_needs_rows_and_nothing_more()
    {
        await PostgresDriver.MigrateAsync(As(_owner), _schema);
        await ExecuteAsync(_owner, Statements("grants"));
        await using PostgresDriver driver = Open(_worker);
        Assert.True(await driver.CreateProjectAsync("p"));
        Project project = driver.Project("p");
        AppendLog<JsonPayload> log = project.History;
        await using (IAsyncEnumerator<LogEntry<JsonPayload>> follower = log.SubscribeAsync(0).GetAsyncEnumerator())
        {
            await log.AppendBatchAsync([JsonPayload.Parse("1"), JsonPayload.Parse("2"), JsonPayload.Parse("3")]);
            Assert.True(await follower.MoveNextAsync());
            await log.AppendAsync(JsonPayload.Parse($"\"{new string('x', 2 << 20)}\""));
        }

        Assert.Equal(new TruncateResult(1), await log.TruncateBeforeAsync(1));
        await TestServer.ExecuteAsync($"update {_schema}.entry set data = 'x' where seq = 3");
        Assert.Single(await log.VerifyAsync().ToListAsync());
        Assert.True((await log.RepairAsync(new() { Renumber = true })).Changed);
        await log.CompleteAsync();
        await project.Meta.PutAsync("settings", JsonPayload.Parse("{}"));
        await driver.Shared.Meta.PutAsync("settings", JsonPayload.Parse("{}"));
        await project.Files.WriteAsync("a/b", new byte[1 << 20]);
        await project.Files.WriteAsync("a/b", "text");
        Assert.True(await project.Files.ExistsAsync("a/b"));
        Assert.Equal(["history"], await project.ListLogsAsync().ToListAsync());
        Assert.True(await log.DeleteAsync());
        Assert.True(await driver.DeleteProjectAsync("p"));

        foreach (string forbidden in (string[])
            ["create table {0}.t (n int)", "drop table {0}.entry", "alter table {0}.entry add column n int", "truncate {0}.entry", "insert into {0}.migration values (2)", "create schema {0}_2"])
        {
            PostgresException refused = await Assert.ThrowsAsync<PostgresException>(
                () => ExecuteAsync(_worker, forbidden.Replace("{0}", _schema, StringComparison.Ordinal)));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    [Fact]
    public async Task A_right_that_is_missing_is_named()
    {
        await PostgresDriver.MigrateAsync(As(_owner), _schema);
        await using (PostgresDriver driver = Open(_worker))
        {
            // Without USAGE the schema is not seen.
            StorageException unseen = await Assert.ThrowsAsync<StorageException>(() => driver.CreateProjectAsync("p"));
            Assert.Equal(StorageErrorKind.AccessDenied, unseen.Kind);
            Assert.Contains($"42501: permission denied for schema {_schema}. Grant the role what docs/postgres.md lists", unseen.Message, StringComparison.Ordinal);
        }

        await ExecuteAsync(_owner, $"{Statements("grants")}; revoke update on {_schema}.log from {_worker}");
        await using (PostgresDriver driver = Open(_worker))
        {
            await driver.CreateProjectAsync("p");
            StorageException denied = await Assert.ThrowsAsync<StorageException>(
                async () => await driver.Project("p").History.AppendAsync(JsonPayload.Parse("1")));
            Assert.Equal(StorageErrorKind.AccessDenied, denied.Kind);
            Assert.Contains("42501: permission denied for table log. Grant the role what docs/postgres.md lists", denied.Message, StringComparison.Ordinal);
        }

        // Who works may not migrate.
        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => PostgresDriver.MigrateAsync(As(_worker), $"{_schema}_2"));
        Assert.Equal(StorageErrorKind.AccessDenied, refused.Kind);
        Assert.Contains("42501: permission denied for database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_and_a_database_that_is_not_there_are_told_without_the_connection_string()
    {
        const string Secret = "not-the-password";
        await using (var driver = new PostgresDriver(new NpgsqlConnectionStringBuilder(As(_worker)) { Password = Secret }.ConnectionString))
        {
            StorageException refused = await Assert.ThrowsAsync<StorageException>(() => driver.CreateProjectAsync("p"));
            Assert.Equal(StorageErrorKind.AccessDenied, refused.Kind);
            Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
        }

        await using (var driver = new PostgresDriver(new NpgsqlConnectionStringBuilder(As(_worker)) { Database = "not_there" }.ConnectionString))
        {
            StorageException refused = await Assert.ThrowsAsync<StorageException>(() => driver.CreateProjectAsync("p"));
            Assert.Equal(StorageErrorKind.NotFound, refused.Kind);
            Assert.Contains("Create the database", refused.Message, StringComparison.Ordinal);
        }
    }

    private PostgresDriver Open(string role) => new(As(role), new() { Schema = _schema, Migration = PostgresMigration.Never });

    private static string As(string role) => new NpgsqlConnectionStringBuilder(TestServer.ConnectionString)
    {
        Username = role,
        Password = "secret",
        ApplicationName = role,
        Pooling = false,
    }.ConnectionString;

    /// <summary>What the page shows, with names of this test's.</summary>
    private string Statements(string section) => PostgresPage.Section(section)
        .Replace("app_owner", _owner, StringComparison.Ordinal)
        .Replace("app_worker", _worker, StringComparison.Ordinal)
        .Replace("schema ledgerline", $"schema {_schema}", StringComparison.Ordinal)
        .Replace("ledgerline.migration", $"{_schema}.migration", StringComparison.Ordinal)
        .Replace("database app", $"database {_database}", StringComparison.Ordinal);

    private static async Task ExecuteAsync(string role, string sql)
    {
        await using var connection = new NpgsqlConnection(As(role));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
