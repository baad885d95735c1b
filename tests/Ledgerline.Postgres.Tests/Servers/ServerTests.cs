using System.Diagnostics;
using Ledgerline.Postgres.Tests.Skipping;
using Ledgerline.Tests.FileSystem.RealDisk;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Servers;

/// <summary>The servers that the tests of the driver rely on do what those tests think that they do.</summary>
public sealed class ServerTests
{
    [Fact]
    public async Task The_shared_server_takes_schemas()
    {
        string schema = TestServer.NewSchemaName();
        await TestServer.ExecuteAsync($"create schema {schema}; create table {schema}.t (id int)");
        await TestServer.DropSchemaAsync(schema);
        await TestServer.ExecuteAsync($"create schema {schema}");
        await TestServer.DropSchemaAsync(schema);
    }

    [OwnServerFact]
    public async Task A_server_flushes_and_does_not_compare_bytes_and_starts_again_after_every_kind_of_end()
    {
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server");
        await server.WaitUntilAsync("select current_setting('fsync') = 'on' and current_setting('synchronous_commit') = 'on' and 'a' < 'B'");
        await server.ExecuteAsync("create table t (id int)");
        foreach (Action end in (Action[])[() => server.Stop(StopMode.Fast), () => server.Stop(StopMode.Immediate), server.Kill])
        {
            await server.ExecuteAsync("insert into t values (1)");
            end();
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => server.ExecuteAsync("select 1"));
            server.Start();
        }

        await server.WaitUntilAsync("select count(*) = 3 from t");
    }

    [OwnServerFact]
    public async Task A_commit_waits_for_the_standby_which_takes_over_and_is_followed_by_the_old_primary()
    {
        using var servers = new ReplicatedServers();
        await servers.SynchronizeAsync();
        await servers.Primary.ExecuteAsync("create table t (id int)");
        for (int round = 0; round < 2; round++)
        {
            await servers.Primary.ExecuteAsync("insert into t values (1)");
            await servers.Standby.WaitUntilAsync("select pg_is_in_recovery()");
            servers.FailOver();
            await servers.Primary.WaitUntilAsync($"select not pg_is_in_recovery() and count(*) = {round + 1} from t");
            await using (NpgsqlDataSource both = NpgsqlDataSource.Create(servers.ConnectionString))
            {
                await using NpgsqlCommand port = both.CreateCommand("select inet_server_port()");
                Assert.Equal(servers.Primary.Port, await port.ExecuteScalarAsync());
            }

            await servers.RejoinAsync();
        }

        // Without its standby nothing is acknowledged.
        servers.Standby.Stop(StopMode.Fast);
        Task insert = servers.Primary.ExecuteAsync("insert into t values (1)");
        await Task.Delay(200);
        Assert.False(insert.IsCompleted);
        servers.Standby.Start();
        await insert.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [SmallDiskFact]
    public async Task A_full_disk_is_an_error_and_room_ends_it()
    {
        using var mount = new MountedDirectory("size=96m");
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "small", mount, logInFolder: true);
        await server.ExecuteAsync("create table t (text text)");
        mount.Fill(bytes: 100_000);
        PostgresException full = await Assert.ThrowsAsync<PostgresException>(
            () => server.ExecuteAsync("insert into t select repeat('x', 1000) from generate_series(1, 1000)"));
        Assert.Equal(PostgresErrorCodes.DiskFull, full.SqlState);
        mount.Empty();
        await server.ExecuteAsync("insert into t select repeat('x', 1000) from generate_series(1, 1000)");
        server.Stop(StopMode.Immediate);
    }

    [OwnServerFact]
    public async Task A_folder_takes_its_servers_along()
    {
        var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server");
        var watch = Stopwatch.StartNew();
        folder.Dispose();
        Assert.False(Directory.Exists(folder.Path));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => server.ExecuteAsync("select 1"));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "The server was not asked to stop.");
    }
}
