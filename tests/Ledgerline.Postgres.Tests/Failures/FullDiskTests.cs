using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Postgres.Tests.Skipping;
using Ledgerline.Tests.FileSystem.RealDisk;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>The server's disk is full: what is refused says so, what was acknowledged stays, and all goes on when there is room.</summary>
[Collection(FailureCollection.Name)]
public sealed class FullDiskTests
{
    private const string Size = "size=96m";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [SmallDiskFact]
    public async Task Without_room_for_data_writes_are_refused_as_out_of_space_and_go_on_when_there_is_room()
    {
        using var mount = new MountedDirectory(Size);
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server", mount, logInFolder: true);
        await using PostgresDriver driver = Open(server);
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        List<long> acknowledged = [(await project.History.AppendAsync(Payload(100))).FirstSeq];
        await project.Meta.PutAsync("d", Payload(1));
        await project.Files.WriteAsync("b", new byte[1000]);
        for (int round = 0; round < 2; round++)
        {
            mount.Fill(bytes: 1_000_000);
            StorageException refused = await Assert.ThrowsAsync<StorageException>(() => AppendUntilRefusedAsync(project, acknowledged));
            AssertOutOfSpace(refused);
            AssertOutOfSpace(await Assert.ThrowsAsync<StorageException>(async () => await project.Files.WriteAsync("b", new byte[3_000_000])));
            await CheckAsync(server, project, acknowledged);
            Assert.Equal(1000, (await project.Files.ReadAllBytesAsync("b"))!.Length);
            Assert.IsType<KvGetResult<JsonPayload>.Found>(await project.Meta.GetAsync("d"));

            mount.Empty();
            acknowledged.Add((await project.History.AppendAsync(Payload(7001))).FirstSeq);
            await project.Files.WriteAsync("c", new byte[3_000_000]);
            await CheckAsync(server, project, acknowledged);
        }
    }

    /// <summary>The server cannot go on without its log: it crashes, and may need an administrator to start it.</summary>
    [SmallDiskFact]
    public async Task Without_room_for_the_servers_log_nothing_acknowledged_is_lost_and_all_goes_on_when_it_runs_again()
    {
        using var mount = new MountedDirectory(Size);
        using var folder = new ServerFolder();
        PostgresCluster server = PostgresCluster.Start(folder, "server", mount, settings: [("min_wal_size", "2MB"), ("max_wal_size", "64MB")]);
        await using PostgresDriver driver = Open(server);
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        List<long> acknowledged = [(await project.History.AppendAsync(Payload(100))).FirstSeq];
        mount.Fill(bytes: 1_000_000);
        StorageException refused = await Assert.ThrowsAsync<StorageException>(() => AppendUntilRefusedAsync(project, acknowledged));
        Assert.Contains(refused.Kind, (StorageErrorKind[])[StorageErrorKind.OutOfSpace, StorageErrorKind.Unavailable, StorageErrorKind.OutcomeUnknown]);

        mount.Empty();
        server.StartIfDown();
        AppendResult next = await project.History.AppendAsync(Payload(100));

        // One whose outcome nobody could tell may be there, and is whole if it is.
        if (refused.Kind == StorageErrorKind.OutcomeUnknown && next.FirstSeq == acknowledged[^1] + 2)
        {
            acknowledged.Add(next.FirstSeq - 1);
        }

        acknowledged.Add(next.FirstSeq);
        await CheckAsync(server, project, acknowledged);
    }

    private static PostgresDriver Open(PostgresCluster server) =>
        new(server.ConnectionString, new PostgresDriverOptions { RetryTimeout = Patience });

    private static async Task AppendUntilRefusedAsync(Project project, List<long> acknowledged)
    {
        for (int i = 0; i < 10_000; i++)
        {
            acknowledged.Add((await project.History.AppendAsync(Payload(7001))).FirstSeq);
        }
    }

    /// <summary>What the server's pages hold cannot be pressed together.</summary>
    private static JsonPayload Payload(int length) =>
        JsonPayload.Parse($"\"{Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(length))}\"");

    private static void AssertOutOfSpace(StorageException refused)
    {
        Assert.Equal(StorageErrorKind.OutOfSpace, refused.Kind);
        Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
        Assert.Contains("disk", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The log is what was acknowledged, here and for another driver.</summary>
    private static async Task CheckAsync(PostgresCluster server, Project project, List<long> acknowledged)
    {
        await using PostgresDriver other = Open(server);
        Assert.Equal(Enumerable.Range(1, acknowledged.Count).Select(n => (long)n), acknowledged);
        Assert.Equal(acknowledged, await project.History.ReadAsync().Select(e => e.Seq).ToListAsync());
        Assert.Equal(acknowledged, await other.Project("p").History.ReadAsync().Select(e => e.Seq).ToListAsync());
    }
}
