using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Postgres.Tests.Skipping;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>A connection is lost while what it carries is still on its way, and arrives after its outcome was found out.</summary>
[Collection(FailureCollection.Name)]
public sealed class LateStatementTests
{
    private const string Marker = "this arrives late";

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
    public async Task A_put_that_arrives_after_a_later_one_does_not_replace_it() =>
        await RunAsync(async (project, payload) =>
        {
            await project.Meta.PutAsync("a", payload);
            await project.Meta.PutAsync("a", JsonPayload.Parse("2"));
            return async () => Assert.Equal("2", Assert.IsType<KvGetResult<JsonPayload>.Found>(await project.Meta.GetAsync("a")).Value.ToString());
        });

    /// <param name="write">Writes the payload, which is held back, and goes on; gives what must be so in the end.</param>
    private static async Task RunAsync(Func<Project, JsonPayload, Task<Func<Task>>> write)
    {
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server");
        using var proxy = new HoldingProxy("127.0.0.1", server.Port, Marker);
        string connection = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = $"127.0.0.1:{proxy.Port}", SslMode = SslMode.Disable }.ConnectionString;
        await using var driver = new PostgresDriver(connection);
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
