using Ledgerline.Postgres.Tests.Failures;
using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Postgres.Tests.Skipping;

namespace Ledgerline.Postgres.Tests.Operations;

/// <summary>What <c>pg_dump</c> takes and <c>pg_restore</c> brings back is the same data, whoever writes meanwhile.</summary>
[Collection(FailureCollection.Name)]
public sealed class BackupTests : IDisposable
{
    private const string Schema = "ledgerline";
    private const int BatchSize = 3;

    private readonly ServerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [OwnServerFact]
    public async Task A_restored_project_goes_on_where_it_was_with_its_numbers_tags_and_bytes()
    {
        PostgresCluster server = PostgresCluster.Start(_folder, "server");
        await using var driver = new PostgresDriver(server.ConnectionString);
        await driver.CreateProjectAsync("p");
        Project before = driver.Project("p");
        byte[] bytes = new byte[700_001];
        Random.Shared.NextBytes(bytes);
        await before.Files.WriteAsync("a/b.bin", bytes);
        string etag = Assert.IsType<KvPutResult.Stored>(await before.Meta.PutAsync("key", JsonPayload.Parse("""{ "spaces" : 1.0 }"""))).ETag;
        await before.History.AppendBatchAsync(Enumerable.Range(1, 10).Select(n => JsonPayload.Parse($"{n}")));
        await before.History.TruncateBeforeAsync(3);
        await before.Log("sealed").AppendAsync(JsonPayload.Parse("1"));
        await before.Log("sealed").CompleteAsync();

        await using var restored = new PostgresDriver(await server.CopyAsync(Schema, "restored"), new() { Migration = PostgresMigration.Never });
        Project after = restored.Project("p");

        Assert.Equal(await before.History.GetInfoAsync(), await after.History.GetInfoAsync());
        Assert.Empty(await after.History.VerifyAsync().ToListAsync());
        Assert.Equal(await before.Files.StatAsync("a/b.bin"), await after.Files.StatAsync("a/b.bin"));
        Assert.Equal(bytes, await after.Files.ReadAllBytesAsync("a/b.bin"));
        var found = (KvGetResult<JsonPayload>.Found)await after.Meta.GetAsync("key");
        Assert.Equal(("""{ "spaces" : 1.0 }""", etag), (found.Value.ToString(), found.ETag));
        Assert.IsType<KvPutResult.Stored>(await after.Meta.PutAsync("key", JsonPayload.Parse("2"), PutCondition.IfMatch(etag)));
        await Assert.ThrowsAsync<LogCompletedException>(async () => await after.Log("sealed").AppendAsync(JsonPayload.Parse("2")));

        // Who had seen up to 7 goes on behind it; who saw what came after the dump is told.
        Assert.Equal(11, (await after.History.AppendAsync(JsonPayload.Parse("11"))).FirstSeq);
        Assert.Equal([8, 9, 10, 11], await after.History.SubscribeAsync(7).Take(4).Select(e => e.Seq).ToListAsync());
        await before.History.AppendBatchAsync([JsonPayload.Parse("11"), JsonPayload.Parse("12")]);
        await Assert.ThrowsAsync<LogRewoundException>(async () => await after.History.SubscribeAsync(12).FirstAsync());
    }

    [OwnServerFact]
    public async Task A_dump_taken_while_many_write_is_the_data_of_one_moment()
    {
        PostgresCluster server = PostgresCluster.Start(_folder, "server");
        await using var driver = new PostgresDriver(server.ConnectionString);
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        await using var loops = new Loops();
        for (int i = 0; i < 8; i++)
        {
            JsonPayload payload = JsonPayload.Parse($"{i}");
            loops.Add($"appender {i}", () => project.History.AppendBatchAsync(Enumerable.Repeat(payload, BatchSize)).AsTask());
        }

        new DocumentLoad(project).AddUpdater(loops, project);
        BlobLoad.AddWriter(loops, project);
        for (int round = 1; round <= 3; round++)
        {
            await loops.PassAsync();
            long least = (await project.History.GetInfoAsync()).LastSeq;
            await using var restored = new PostgresDriver(await server.CopyAsync(Schema, $"restored{round}"));
            await loops.PassAsync();

            AppendLog<JsonPayload> log = restored.Project("p").History;
            List<LogEntry<JsonPayload>> copied = await log.ReadAsync().ToListAsync();
            Assert.InRange(copied.Count, least, (await project.History.GetInfoAsync()).LastSeq);
            Assert.Equal(0, copied.Count % BatchSize);
            Assert.Equal(
                await project.History.ReadAsync(new() { Limit = copied.Count }).Select(e => (e.Seq, e.Timestamp, e.Data.ToString())).ToListAsync(),
                copied.Select(e => (e.Seq, e.Timestamp, e.Data.ToString())));
            Assert.Empty(await log.VerifyAsync().ToListAsync());
            Assert.Equal(copied.Count + 1, (await log.AppendAsync(JsonPayload.Parse("0"))).FirstSeq);
            await using var readers = new Loops();
            BlobLoad.AddReader(readers, restored.Project("p"));
            await readers.PassAsync();
            await readers.StopAsync();
        }

        await loops.StopAsync();
    }
}
