using Ledgerline.Postgres.Tests.Servers;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Blobs;

/// <summary>Blobs of many chunks: nothing is left behind, and what a lost connection means is said.</summary>
public sealed class BlobChunkTests : IAsyncLifetime
{
    private const int Chunk = 256 << 10;

    private readonly TestSchema _schema = TestSchema.Make();
    private PostgresDriver _driver = null!;

    private BlobStore Files => _driver.Project("p").Files;

    public async Task InitializeAsync()
    {
        _driver = _schema.Open();
        await _driver.CreateProjectAsync("p");
    }

    public async Task DisposeAsync()
    {
        await _driver.DisposeAsync();
        await _schema.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(2 * Chunk)]
    [InlineData((3 * Chunk) + 7)]
    public async Task Contents_of_all_lengths_are_read_back_and_leave_no_chunk_when_they_are_gone(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        await Files.WriteAsync("a", content);
        Assert.Equal(content, await Files.ReadAllBytesAsync("a"));
        await Files.WriteAsync("a", new MemoryStream(content));
        Assert.Equal(content, await Files.ReadAllBytesAsync("a"));
        Assert.Equal((length + Chunk - 1) / Chunk, await CountAsync());
        Assert.IsType<BlobDeleteResult.Deleted>(await Files.DeleteAsync("a"));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Racing_writes_and_deletions_leave_the_chunks_of_what_is_stored_and_no_others()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (int i = 0; i < 15; i++)
            {
                await Files.WriteAsync("d/a", new byte[(n % 3) * Chunk], durability: Durability.Buffered);
                if (n == 0)
                {
                    await Files.DeleteAsync("d/a");
                }
            }
        })));
        await Files.WriteAsync("d/a", new byte[2 * Chunk]);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_lost_connection_does_not_end_reading_while_the_version_is_stored()
    {
        byte[] content = new byte[8 * Chunk];
        new Random(1).NextBytes(content);
        await Files.WriteAsync("a", content);
        await using BlobReadStream stream = (await Files.OpenReadAsync("a"))!;
        byte[] read = new byte[content.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 10));
        await TerminateAllAsync();
        await stream.ReadExactlyAsync(read.AsMemory(10));
        Assert.Equal(content, read);
    }

    [Fact]
    public async Task A_lost_connection_and_another_version_end_reading_with_an_error_that_says_so()
    {
        await Files.WriteAsync("a", new byte[8 * Chunk]);
        await using BlobReadStream stream = (await Files.OpenReadAsync("a"))!;
        await stream.ReadExactlyAsync(new byte[10]);
        await Files.WriteAsync("a", "other");
        await TerminateAllAsync();
        StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await stream.ReadExactlyAsync(new byte[7 * Chunk]));
        Assert.Equal(StorageErrorKind.Unavailable, e.Kind);
        Assert.Contains("the version that was being read is stored no more", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_was_read_in_part_when_the_connection_was_lost_is_an_error_that_says_that_nothing_was_done()
    {
        await Files.WriteAsync("a", "old");
        using var source = new PausingStream(new byte[4 * Chunk], 3 * Chunk);
        Task write = Files.WriteAsync("a", source).AsTask();
        await source.Paused;
        await TerminateAllAsync();
        source.Resume();
        StorageException e = await Assert.ThrowsAsync<StorageException>(() => write);
        Assert.Equal(StorageErrorKind.Unavailable, e.Kind);
        Assert.Contains("Nothing was done", e.Message, StringComparison.Ordinal);
        Assert.Equal("old", await Files.ReadAllTextAsync("a"));
        Assert.Equal(1, await CountAsync());
    }

    /// <summary>Ends what the drivers have open, all but what is counted with.</summary>
    private async Task TerminateAllAsync()
    {
        while (await _schema.TerminateOneAsync())
        {
            await Task.Delay(50);
        }
    }

    private async Task<long> CountAsync()
    {
        await using var connection = new NpgsqlConnection($"{TestServer.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"select count(*) from {_schema.Name}.blob_chunk", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
