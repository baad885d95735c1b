namespace Ledgerline.Tests.Contract;

/// <summary>The stream that a blob is read through: ranges, positions, one version to the end.</summary>
public abstract class BlobStreamContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(n => (byte)(n * 31 / 7))];

    private BlobStore Files => Project.Files;

    [Theory]
    [InlineData(0, null, 0, 300_000)]
    [InlineData(0, 10L, 0, 10)]
    [InlineData(100_000, 100_000L, 100_000, 100_000)]
    [InlineData(299_990, 100L, 299_990, 10)]
    [InlineData(299_999, null, 299_999, 1)]
    [InlineData(300_000, null, 300_000, 0)]
    [InlineData(300_001, 5L, 300_000, 0)]
    [InlineData(long.MaxValue, long.MaxValue, 300_000, 0)]
    [InlineData(5, 0L, 5, 0)]
    public async Task A_range_gives_what_there_is_of_it(long offset, long? length, int first, int count)
    {
        await Files.WriteAsync("a", Content);
        await using BlobReadStream stream = (await RivalProject.Files.OpenReadAsync("a", offset, length))!;
        Assert.Equal(count, stream.Length);
        Assert.Equal(Content.Length, stream.Info.Length);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Deadline);
        Assert.Equal(Content[first..(first + count)], copy.ToArray());
        Assert.Equal(0, await stream.ReadAsync(new byte[10]));
        Assert.Equal(count, stream.Position);
    }

    [Fact]
    public async Task Every_form_of_reading_reads_the_same()
    {
        await Files.WriteAsync("a", Content);
        await using BlobReadStream stream = (await Files.OpenReadAsync("a", 1000, 250_000))!;
        byte[] expected = Content[1000..251_000];
        foreach (Func<Stream, Task<byte[]>> read in new Func<Stream, Task<byte[]>>[]
        {
            async s => await ReadAsync(s, async buffer => await s.ReadAsync(buffer), 70_000),
            async s => await ReadAsync(s, async buffer => await s.ReadAsync(buffer), 999),
            async s => await ReadAsync(s, buffer => Task.FromResult(s.Read(buffer.Span)), 12_345),
            async s => await ReadAsync(
                s,
                async buffer =>
                {
                    byte[] bytes = new byte[buffer.Length + 2];
                    int count = await Task.Run(() => s.Read(bytes, 1, buffer.Length));
                    bytes.AsSpan(1, count).CopyTo(buffer.Span);
                    return count;
                },
                50_000),
            s =>
            {
                List<byte> bytes = [];
                while (s.ReadByte() is var next and >= 0)
                {
                    bytes.Add((byte)next);
                }

                return Task.FromResult(bytes.ToArray());
            },
            s =>
            {
                using var copy = new MemoryStream();
                s.CopyTo(copy);
                return Task.FromResult(copy.ToArray());
            },
        })
        {
            stream.Position = 0;
            Assert.Equal(expected, await read(stream));
        }
    }

    [Fact]
    public async Task Copying_to_a_file_fits_in_where_the_file_is()
    {
        await Files.WriteAsync("a", Content);
        string path = Path.GetTempFileName();
        try
        {
            await using (FileStream file = File.Create(path))
            {
                await file.WriteAsync("head"u8.ToArray());
                await using BlobReadStream stream = (await Files.OpenReadAsync("a", 10))!;
                stream.Position = 10;
                await stream.CopyToAsync(file, Deadline);
                await file.WriteAsync("tail"u8.ToArray());
            }

            byte[] expected = [.. "head"u8, .. Content[20..], .. "tail"u8];
            Assert.Equal(expected, await File.ReadAllBytesAsync(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_file_is_written_from_where_it_is()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, Content);
            await using FileStream file = File.OpenRead(path);
            await file.ReadExactlyAsync(new byte[5]);
            await Files.WriteAsync("a", file);
            Assert.Equal(Content[5..], await Files.ReadAllBytesAsync("a"));
            Assert.Equal(Content.Length, file.Position);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Seeking_counts_from_the_beginning_of_the_range()
    {
        await Files.WriteAsync("a", "0123456789");
        await using BlobReadStream stream = (await Files.OpenReadAsync("a", 2, 6))!;
        Assert.Equal(3, stream.Seek(3, SeekOrigin.Begin));
        Assert.Equal('5', stream.ReadByte());
        Assert.Equal(2, stream.Seek(-2, SeekOrigin.Current));
        Assert.Equal('4', stream.ReadByte());
        Assert.Equal(5, stream.Seek(-1, SeekOrigin.End));
        Assert.Equal('7', stream.ReadByte());
        Assert.Equal(-1, stream.ReadByte());
        Assert.Equal(100, stream.Seek(100, SeekOrigin.Begin));
        Assert.Equal(-1, stream.ReadByte());
        Assert.Throws<IOException>(() => stream.Seek(-1, SeekOrigin.Begin));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Position = -1);
        Assert.Equal(100, stream.Position);
    }

    [Fact]
    public async Task It_is_for_reading_only()
    {
        await Files.WriteAsync("a", "1");
        await using BlobReadStream stream = (await Files.OpenReadAsync("a"))!;
        Assert.Equal((true, true, false), (stream.CanRead, stream.CanSeek, stream.CanWrite));
        Assert.Throws<NotSupportedException>(() => stream.Write([1], 0, 1));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
        await stream.FlushAsync();
    }

    [Fact]
    public async Task One_version_is_read_to_the_end_though_the_blob_is_replaced_and_deleted()
    {
        byte[] other = new byte[Content.Length];
        await Files.WriteAsync("d/a", Content);
        await using BlobReadStream stream = (await Files.OpenReadAsync("d/a"))!;
        BlobInfo info = stream.Info;
        byte[] read = new byte[Content.Length];
        await stream.ReadExactlyAsync(read.AsMemory(0, 1000));
        await RivalProject.Files.WriteAsync("d/a", other);
        await stream.ReadExactlyAsync(read.AsMemory(1000, 100_000));
        await RivalProject.Files.DeleteAsync("d/a");
        await stream.ReadExactlyAsync(read.AsMemory(101_000));
        Assert.Equal(Content, read);
        Assert.Equal(info, stream.Info);
    }

    /// <summary>The older system read the ETag of one version and the value of another.</summary>
    [Fact]
    public async Task A_content_and_its_ETag_are_of_one_version_under_racing_writes()
    {
        var written = new System.Collections.Concurrent.ConcurrentDictionary<string, byte>();
        await Files.WriteAsync("a", "first");
        Task writer = Task.Run(async () =>
        {
            for (int i = 0; i < 300; i++)
            {
                byte[] content = new byte[1000];
                content.AsSpan().Fill((byte)i);
                var stored = (BlobWriteResult.Stored)await RivalProject.Files.WriteAsync("a", content, durability: Durability.Buffered);
                written[stored.ETag] = (byte)i;
            }
        });
        List<(string ETag, byte[] Content)> read = [];
        do
        {
            await using BlobReadStream stream = (await Files.OpenReadAsync("a"))!;
            byte[] content = new byte[stream.Length];
            await stream.ReadExactlyAsync(content);
            read.Add((stream.Info.ETag, content));
        }
        while (!writer.IsCompleted);

        await writer;
        Assert.All(read.Where(r => r.Content.Length == 1000), r => Assert.All(r.Content, b => Assert.Equal(written[r.ETag], b)));
        Assert.Equal(299 % 256, (await Files.ReadAllBytesAsync("a"))![0]);
    }

    [Fact]
    public async Task After_its_disposal_it_is_closed()
    {
        await Files.WriteAsync("a", "1");
        BlobReadStream stream = (await Files.OpenReadAsync("a"))!;
        await stream.DisposeAsync();
        stream.Dispose();
        Assert.False(stream.CanRead);
        Assert.Throws<ObjectDisposedException>(() => stream.ReadByte());
        Assert.Throws<ObjectDisposedException>(() => stream.Length);
        Assert.Throws<ObjectDisposedException>(() => stream.Position);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task Reading_can_be_cancelled()
    {
        await Files.WriteAsync("a", Content);
        await using BlobReadStream stream = (await Files.OpenReadAsync("a"))!;
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.ReadExactlyAsync(new byte[10], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stream.CopyToAsync(Stream.Null, cancelled));
        Assert.Equal(0, stream.Position);
    }

    private static async Task<byte[]> ReadAsync(Stream stream, Func<Memory<byte>, Task<int>> read, int block)
    {
        List<byte> bytes = [];
        byte[] buffer = new byte[block];
        while (await read(buffer) is var count and > 0)
        {
            bytes.AddRange(buffer[..count]);
        }

        Assert.Equal(stream.Length, stream.Position);
        return [.. bytes];
    }
}
