using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using FASTER.core;

namespace Ledgerline.Bench.Peers;

/// <summary>FasterLog with JSON entries, a checksum each, and its fast commits. Its device writes through the cache.</summary>
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
        foreach (Tweak tweak in share)
        {
            long address = _log.Enqueue(JsonSerializer.SerializeToUtf8Bytes(tweak, PeerContext.Default.Tweak));
            _uncommitted.Writer.TryWrite(true);
            await _log.WaitForCommitAsync(address + 1);
        }
    })));

    /// <summary>Appends to memory, from where full pages go to the disk; one commit at the end, not one a batch.</summary>
    public async Task AppendBatchesAsync(Tweak[][] batches)
    {
        Enqueue(batches);
        await _log.CommitAsync();
    }

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

    private void Enqueue(Tweak[][] batches)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        foreach (Tweak[] batch in batches)
        {
            foreach (Tweak tweak in batch)
            {
                JsonSerializer.Serialize(writer, tweak, PeerContext.Default.Tweak);
                writer.Flush();
                _log.Enqueue(buffer.WrittenSpan);
                buffer.ResetWrittenCount();
                writer.Reset();
            }
        }
    }

    private sealed class Consumer : ILogEntryConsumer
    {
        public Tally Tally { get; private set; }

        public void Consume(ReadOnlySpan<byte> entry, long currentAddress, long nextAddress) =>
            Tally = Tally.With(JsonSerializer.Deserialize(entry, PeerContext.Default.Tweak)!.N);
    }
}
