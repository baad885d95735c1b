using System.Diagnostics;
using Ledgerline.Postgres.Tests.Failures;
using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.Postgres.Tests.Skipping;
using Microsoft.Extensions.Logging;

namespace Ledgerline.Postgres.Tests.Operations;

/// <summary>A driver on a standby reads, follows and watches what the primary writes, and writes nothing until it is promoted.</summary>
[Collection(FailureCollection.Name)]
public sealed class StandbyTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [OwnServerFact]
    public async Task A_standby_is_read_followed_and_watched_refuses_writes_and_takes_them_once_it_is_the_primary()
    {
        using var servers = new ReplicatedServers();
        await servers.SynchronizeAsync();
        await servers.Primary.ExecuteAsync("alter system set synchronous_commit = 'remote_apply'");
        await servers.Primary.ExecuteAsync("select pg_reload_conf()");
        await servers.Primary.WaitUntilAsync("select current_setting('synchronous_commit') = 'remote_apply'");
        await using var writer = new PostgresDriver(servers.Primary.ConnectionString);
        await writer.CreateProjectAsync("p");
        Project written = writer.Project("p");
        await written.History.AppendBatchAsync([JsonPayload.Parse("1"), JsonPayload.Parse("2")]);
        await written.Meta.PutAsync("key", JsonPayload.Parse("1"));
        byte[] bytes = new byte[700_001];
        await written.Files.WriteAsync("a.bin", bytes);

        var logger = new Warnings();
        await using var reader = new PostgresDriver(servers.Standby.ConnectionString, new()
        {
            Migration = PostgresMigration.Never,
            PollInterval = TimeSpan.FromMilliseconds(50),
            RetryTimeout = TimeSpan.Zero,
            Logger = logger,
        });
        Project read = reader.Project("p");
        Assert.Equal(["p"], await reader.ListProjectIdsAsync().ToListAsync());
        Assert.Equal([1, 2], await read.History.ReadAsync().Select(e => e.Seq).ToListAsync());
        Assert.Equal(await written.History.GetInfoAsync(), await read.History.GetInfoAsync());
        Assert.Empty(await read.History.VerifyAsync().ToListAsync());
        Assert.IsType<KvGetResult<JsonPayload>.Found>(await read.Meta.GetAsync("key"));
        Assert.Equal(bytes, await read.Files.ReadAllBytesAsync("a.bin"));

        await using IAsyncEnumerator<LogEntry<JsonPayload>> entries = read.History.SubscribeAsync(2).GetAsyncEnumerator();
        await using IAsyncEnumerator<KvChange> documents = read.Meta.WatchAsync().GetAsyncEnumerator();
        await using IAsyncEnumerator<BlobChange> blobs = read.Files.WatchAsync().GetAsyncEnumerator();
        Task<bool> entry = entries.MoveNextAsync().AsTask();
        Task<bool> document = documents.MoveNextAsync().AsTask();
        Task<bool> blob = blobs.MoveNextAsync().AsTask();
        await written.History.AppendAsync(JsonPayload.Parse("3"));

        // When a watch has begun is nothing that another process knows.
        for (var waited = Stopwatch.StartNew(); !(document.IsCompleted && blob.IsCompleted) && waited.Elapsed < Deadline; await Task.Delay(20))
        {
            await written.Meta.PutAsync("other", JsonPayload.Parse($"{waited.ElapsedTicks}"));
            await written.Files.WriteAsync("b.bin", $"{waited.ElapsedTicks}");
        }

        Assert.True(await entry.WaitAsync(Deadline));
        Assert.Equal(3, entries.Current.Seq);
        Assert.True(await document.WaitAsync(Deadline));
        Assert.Equal("other", documents.Current.Key);
        Assert.True(await blob.WaitAsync(Deadline));
        Assert.Equal("b.bin", blobs.Current.Path);
        Assert.Empty(logger.Messages);

        foreach (Func<Task> write in (Func<Task>[])
        [
            () => reader.CreateProjectAsync("q"),
            () => reader.DeleteProjectAsync("p"),
            async () => await read.History.AppendAsync(JsonPayload.Parse("4")),
            async () => await read.History.TruncateBeforeAsync(1),
            async () => await read.Meta.PutAsync("key", JsonPayload.Parse("3")),
            async () => await read.Meta.DeleteAsync("key"),
            async () => await read.Files.WriteAsync("a.bin", bytes),
            async () => await read.Files.DeleteAsync("a.bin"),
        ])
        {
            StorageException refusal = await Assert.ThrowsAsync<StorageException>(write);
            Assert.Equal(StorageErrorKind.ReadOnly, refusal.Kind);
            Assert.Contains("25006", refusal.Message, StringComparison.Ordinal);
            Assert.Contains("Connect to the primary", refusal.Message, StringComparison.Ordinal);
        }

        // Promoted, it is written to, also by others, and who followed goes on.
        servers.FailOver();
        Assert.Equal(4, (await read.History.AppendAsync(JsonPayload.Parse("4"))).FirstSeq);
        await using var other = new PostgresDriver(servers.Primary.ConnectionString);
        Assert.Equal(5, (await other.Project("p").History.AppendAsync(JsonPayload.Parse("5"))).FirstSeq);
        foreach (long seq in (long[])[4, 5])
        {
            Assert.True(await entries.MoveNextAsync().AsTask().WaitAsync(Deadline));
            Assert.Equal(seq, entries.Current.Seq);
        }
    }

    private sealed class Warnings : ILogger
    {
        private readonly List<string> _messages = [];

        public IReadOnlyList<string> Messages => _messages;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_messages)
            {
                _messages.Add(formatter(state, exception));
            }
        }
    }
}
