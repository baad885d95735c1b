using Ledgerline.Drivers;
using Ledgerline.Tests.Contract.Copies;

namespace Ledgerline.Tests.Copying;

/// <summary>What a copy holds in memory at a time is bounded, whatever the project's size.</summary>
public sealed class CopySizesTests
{
    [Theory]
    [InlineData(1, 40)]
    [InlineData(100, 6)]
    [InlineData(1 << 20, 1)]
    public async Task Entries_go_in_batches_of_bounded_size_and_an_entry_that_is_larger_alone(int batchBytes, int batches)
    {
        await using var source = new MemoryDriver();
        await using var target = new MemoryDriver();
        await source.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = source.Project("p").History;
        for (int i = 0; i < 10; i++)
        {
            await log.AppendBatchAsync(Enumerable.Repeat(JsonPayload.Parse("1234567890"), 3));
            await log.AppendAsync(JsonPayload.Parse($"\"{new string('x', i == 5 ? 500 : 10)}\""));
        }

        List<PayloadBatch> given = [];
        var plan = new CallPlan { Argument = (_, value) => { given.AddRange(value is PayloadBatch batch ? [batch] : []); return value; } };
        await source.CopyProjectAsync("p", new PlannedDriver(target, plan), new() { BatchBytes = batchBytes });
        Assert.Equal(40, given.Sum(b => b.Count));
        Assert.All(given, b => Assert.True(b.Bytes.Length <= batchBytes || b.Count == 1));
        Assert.Equal(batches, given.Count);
    }

    [Fact]
    public async Task Many_small_entries_are_not_one_batch()
    {
        await using var source = new MemoryDriver();
        await using var target = new MemoryDriver();
        await source.CreateProjectAsync("p");
        await source.Project("p").History.AppendBatchAsync(Enumerable.Repeat(JsonPayload.Parse("1"), 20_000));
        int most = 0;
        var plan = new CallPlan { Argument = (_, value) => { most = Math.Max(most, value is PayloadBatch batch ? batch.Count : 0); return value; } };
        await source.CopyProjectAsync("p", new PlannedDriver(target, plan));
        Assert.InRange(most, 1000, 5000);
    }

    [Fact]
    public async Task A_blob_is_streamed()
    {
        await using var source = new MemoryDriver();
        await using var target = new MemoryDriver();
        await source.CreateProjectAsync("p");
        await source.Project("p").Files.WriteAsync("large", new byte[10 << 20]);
        var streams = new List<SizedStream>();
        var plan = new CallPlan
        {
            Argument = (member, value) =>
            {
                Assert.False(member == "IBlobStore.WriteAsync" && value is ReadOnlyMemory<byte>);
                if (value is Stream stream)
                {
                    streams.Add(new SizedStream(stream));
                    return streams[^1];
                }

                return value;
            },
        };
        await source.CopyProjectAsync("p", new PlannedDriver(target, plan));
        Assert.Equal(10 << 20, Assert.Single(streams).Total);
    }

    /// <summary>Counts what is read, in whatever pieces the target asks for.</summary>
    private sealed class SizedStream(Stream inner) : Stream
    {
        public long Total { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(byte[] buffer, int offset, int count) => Add(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Add(await inner.ReadAsync(buffer, cancellationToken));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Add(int read)
        {
            Total += read;
            return read;
        }
    }
}
