using System.Text;
using Ledgerline.Drivers;
using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Postgres.Tests.Skipping;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>A connection is lost while what it carries is still on its way, and arrives after its outcome was found out.</summary>
[Collection(FailureCollection.Name)]
public sealed class LateStatementTests
{
    private const string Marker = "this arrives late";

    /// <summary>With the end of its message, since a transaction begins by "read committed".</summary>
    private const string Commit = "COMMIT\0";

    [OwnServerFact]
    public async Task An_append_that_arrives_after_it_was_done_anew_is_not_done_twice() =>
        await RunAsync(async (project, payload) =>
        {
            await project.History.AppendAsync(payload);
            await project.History.AppendAsync(JsonPayload.Parse("3"));
            return async () => Assert.Equal(["1", payload.ToString(), "3"], await project.History.ReadAsync().Select(e => e.Data.ToString()).ToListAsync());
        });

    [OwnServerFact]
    public async Task A_batch_that_arrives_after_it_was_done_anew_is_not_done_twice() =>
        await RunAsync(async (project, payload) =>
        {
            await project.History.AppendBatchAsync([payload, payload]);
            return async () => Assert.Equal(["1", payload.ToString(), payload.ToString()], await project.History.ReadAsync().Select(e => e.Data.ToString()).ToListAsync());
        });

    [OwnServerFact]
    public async Task An_append_that_arrives_after_its_log_was_deleted_does_not_begin_it_anew() =>
        await RunAsync(async (project, payload) =>
        {
            await project.History.AppendAsync(payload);
            Assert.True(await project.History.DeleteAsync());
            return async () =>
            {
                Assert.False(await project.History.ExistsAsync());
                Assert.DoesNotContain(project.History.Name, await project.ListLogsAsync().ToListAsync());
                Assert.Equal(0, (await project.History.GetInfoAsync()).LastSeq);
            };
        });

    [OwnServerFact]
    public async Task An_append_that_arrives_after_its_log_was_deleted_is_not_in_the_one_that_began_since() =>
        await RunAsync(async (project, payload) =>
        {
            await project.History.AppendBatchAsync([payload, payload]);
            Assert.True(await project.History.DeleteAsync());
            Assert.False(await project.History.DeleteAsync());
            Assert.Equal(1, (await project.History.AppendAsync(JsonPayload.Parse("3"))).FirstSeq);
            return async () =>
            {
                Assert.Equal(["3"], await project.History.ReadAsync().Select(e => e.Data.ToString()).ToListAsync());
                LogInfo info = await project.History.GetInfoAsync();
                Assert.Equal((1, 1, 1, 1), (info.FirstSeq, info.LastSeq, info.Count, info.SizeInBytes));
            };
        });

    [OwnServerFact]
    public async Task An_append_whose_session_ends_behind_its_commit_was_done_and_is_not_done_twice()
    {
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server");
        await using (NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString))
        await using (NpgsqlCommand command = source.CreateCommand(
            """
            create schema hostile;
            create function hostile.pg_notify(text, text) returns void language plpgsql as
                'begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); end'
            """))
        {
            await command.ExecuteNonQueryAsync();
        }

        await using var driver = new PostgresDriver(server.ConnectionString);
        await driver.CreateProjectAsync("p");
        await driver.Project("p").History.AppendAsync(JsonPayload.Parse("1"));
        await using var hostile = new PostgresDriver(
            new NpgsqlConnectionStringBuilder(server.ConnectionString) { SearchPath = "hostile, pg_catalog" }.ConnectionString);
        for (int i = 2; i <= 6; i++)
        {
            Assert.Equal(i, (await hostile.Project("p").History.AppendAsync(JsonPayload.Parse($"{i}"))).FirstSeq);
        }

        Assert.Equal(["1", "2", "3", "4", "5", "6"], await driver.Project("p").History.ReadAsync().Select(e => e.Data.ToString()).ToListAsync());
    }

    [OwnServerFact]
    public async Task A_truncation_whose_commit_arrives_late_tells_how_many_it_removed()
    {
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server");
        using var proxy = new HoldingProxy("127.0.0.1", server.Port);
        await using var driver = new PostgresDriver(Through(proxy, server));
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        for (int i = 0; i < 5; i++)
        {
            await log.AppendAsync(JsonPayload.Parse("1"));
        }

        proxy.Hold(Commit);
        Task<TruncateResult> truncating = log.TruncateBeforeAsync(3).AsTask();
        await server.WaitUntilAsync("select exists (select from pg_stat_activity where wait_event_type = 'Lock')");
        await proxy.ReleaseAsync();
        Assert.Equal(3, (await truncating).Removed);
        Assert.Equal(0, (await log.TruncateBeforeAsync(3)).Removed);
        Assert.Equal([4L, 5L], await log.ReadAsync().Select(e => e.Seq).ToListAsync());
    }

    [OwnServerFact]
    public async Task A_put_that_arrives_after_a_later_one_does_not_replace_it() =>
        await RunAsync(async (project, payload) =>
        {
            await project.Meta.PutAsync("a", payload);
            await project.Meta.PutAsync("a", JsonPayload.Parse("2"));
            return async () => Assert.Equal("2", Assert.IsType<KvGetResult<JsonPayload>.Found>(await project.Meta.GetAsync("a")).Value.ToString());
        });

    [OwnServerFact]
    public async Task An_update_whose_commit_arrives_late_was_done_also_where_another_has_overtaken_it() =>
        await OvertakeAsync(Commit, async (server, proxy, updating) =>
        {
            await server.WaitUntilAsync(Waiting("document_write"));
            await proxy.ReleaseAsync();
            Assert.Equal(ContentETag.Of("\"a change\""u8), await updating);
            return "[\"a change\"]";
        });

    [OwnServerFact]
    public async Task An_update_that_arrives_after_it_was_given_up_does_nothing_and_is_done_anew_or_refused_where_another_was_first() =>
        await OvertakeAsync("a change", async (server, proxy, updating) =>
        {
            await server.WaitUntilAsync("select count(*) >= 2 from pg_stat_activity where wait_event_type = 'Lock'");
            await proxy.ReleaseAsync();
            try
            {
                await updating;
                return "[\"a change\"]";
            }
            catch (StorageException e) when (e.Kind == StorageErrorKind.Unavailable)
            {
                return "[1]";
            }
        });

    /// <summary>
    /// Has an update lose its connection where it sends a text, while another one, which puts brackets around what is there,
    /// waits behind it.
    /// </summary>
    private static async Task OvertakeAsync(string held, Func<PostgresCluster, HoldingProxy, Task<string>, Task<string>> go)
    {
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server");
        await using var other = new PostgresDriver(server.ConnectionString);
        await other.CreateProjectAsync("p");
        IDocumentStore others = other.Project("p").Store.OpenDocuments("set");
        await others.PutAsync("a", "1"u8.ToArray(), PutCondition.Always, null, default);
        using var proxy = new HoldingProxy("127.0.0.1", server.Port);
        await using var driver = new PostgresDriver(Through(proxy, server));
        Task<string>? overtaking = null;
        Task<string> updating = driver.Project("p").Store.OpenDocuments("set").UpdateAsync(
            "a",
            _ =>
            {
                overtaking = others.UpdateAsync("a", current => (byte[])[(byte)'[', .. current!.Content.Span, (byte)']'], null, default).AsTask();
                server.WaitUntilAsync("select exists (select from pg_stat_activity where wait_event_type = 'Lock')").GetAwaiter().GetResult();
                proxy.Hold(held);
                return "\"a change\""u8.ToArray();
            },
            null, default).AsTask();
        string last = await go(server, proxy, updating).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(proxy.Holds, "Nothing was held back.");
        await overtaking!;
        Assert.Equal(last, Encoding.UTF8.GetString((await others.GetAsync("a", default))!.Content.Span));
    }

    private static string Waiting(string table) =>
        $"select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like '%{table}%')";

    private static string Through(HoldingProxy proxy, PostgresCluster server) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = $"127.0.0.1:{proxy.Port}", SslMode = SslMode.Disable }.ConnectionString;

    /// <param name="write">Writes the payload, which is held back, and goes on; gives what must be so in the end.</param>
    private static async Task RunAsync(Func<Project, JsonPayload, Task<Func<Task>>> write)
    {
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server");
        using var proxy = new HoldingProxy("127.0.0.1", server.Port);
        proxy.Hold(Marker);
        await using var driver = new PostgresDriver(Through(proxy, server));
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        await project.History.AppendAsync(JsonPayload.Parse("1"));

        Func<Task> check = await write(project, JsonPayload.Parse($"\"{Marker}\""));
        Assert.True(proxy.Holds, "Nothing was held back.");
        await check();
        await proxy.ReleaseAsync();
        await check();
    }
}
