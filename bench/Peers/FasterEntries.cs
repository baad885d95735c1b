using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Threading.Channels;
using FASTER.core;

namespace Ledgerline.Bench.Peers;

/// <summary>FasterLog with a time and JSON in each entry, a checksum each, and its fast commits. Its device writes through the cache.</summary>
internal sealed class FasterEntries : IAsyncDisposable
{
    private readonly IDevice _device;
    private readonly FasterLog _log;
    private readonly Channel<bool> _uncommitted =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private Task _committing = Task.CompletedTask;

    public FasterEntries(string directory)
    {
        _device = Devices.CreateLogDevice(Path.Combine(directory, "faster.log"));
        _log = new FasterLog(new FasterLogSettings
        {
            LogDevice = _device,
            LogChecksum = LogChecksumType.PerEntry,
            FastCommitMode = true,
            RemoveOutdatedCommits = true,
            PageSizeBits = 22,
            MemorySizeBits = 26,
        });
    }

    /// <summary>Commits whenever there is something to commit, for those who wait for it.</summary>
    public void StartCommitting() => _committing = Task.Run(async () =>
    {
        await foreach (bool _ in _uncommitted.Reader.ReadAllAsync())
        {
            await _log.CommitAsync();
        }
    });

    public Task AppendConcurrentlyAsync(Tweak[][] shares) => Task.WhenAll(shares.Select(share => Task.Run(async () =>
    {
        using var encoder = new Encoder();
        foreach (Tweak tweak in share)
        {
            long address = _log.Enqueue(encoder.Encode(tweak));
            _uncommitted.Writer.TryWrite(true);
            await _log.WaitForCommitAsync(address + 1);
        }
    })));

    /// <summary>A commit a batch, so that a batch that is acknowledged survives the process.</summary>
    public async Task AppendBatchesAsync(Tweak[][] batches)
    {
        using var encoder = new Encoder();
        foreach (Tweak[] batch in batches)
        {
            Enqueue(batch, encoder);
            await _log.CommitAsync();
        }
    }

    /// <summary>One commit at the end: until then the last pages are in the process's memory only.</summary>
    public async Task AppendBatchesToMemoryAsync(IEnumerable<Tweak[]> batches)
    {
        using var encoder = new Encoder();
        foreach (Tweak[] batch in batches)
        {
            Enqueue(batch, encoder);
        }

        await _log.CommitAsync();
    }

    /// <summary>Reads entries where they lie, without copies.</summary>
    public async Task<Tally> TallyAsync()
    {
        var entries = new Consumer();
        long end = _log.CommittedUntilAddress;
        using FasterLogScanIterator scan = _log.Scan(_log.BeginAddress, end);
        while (scan.NextAddress < end)
        {
            if (!scan.TryConsumeNext(entries) && !await scan.WaitAsync())
            {
                break;
            }
        }

        return entries.Tally;
    }

    public async ValueTask DisposeAsync()
    {
        _uncommitted.Writer.Complete();
        await _committing;
        _log.Dispose();
        _device.Dispose();
    }

    private void Enqueue(Tweak[] batch, Encoder encoder)
    {
        foreach (Tweak tweak in batch)
        {
            _log.Enqueue(encoder.Encode(tweak));
        }
    }

    /// <summary>The time in milliseconds, 8 bytes, and the JSON; the number is the address's matter.</summary>
    private sealed class Encoder : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _buffer = new(1024);
        private readonly Utf8JsonWriter _writer;

        public Encoder() => _writer = new(_buffer, new JsonWriterOptions { SkipValidation = true });

        public ReadOnlySpan<byte> Encode(Tweak tweak)
        {
            _buffer.ResetWrittenCount();
            BinaryPrimitives.WriteInt64LittleEndian(
                _buffer.GetSpan(sizeof(long)), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
            _buffer.Advance(sizeof(long));
            JsonSerializer.Serialize(_writer, tweak, PeerContext.Default.Tweak);
            _writer.Flush();
            _writer.Reset();
            return _buffer.WrittenSpan;
        }

        public void Dispose() => _writer.Dispose();
    }

    private sealed class Consumer : ILogEntryConsumer
    {
        public Tally Tally { get; private set; }

        public void Consume(ReadOnlySpan<byte> entry, long currentAddress, long nextAddress)
        {
            _ = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(entry));
            Tally = Tally.With(JsonSerializer.Deserialize(entry[sizeof(long)..], PeerContext.Default.Tweak)!.N);
        }
    }
}
