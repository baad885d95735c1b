using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using RocksDbSharp;

namespace Ledgerline.Bench.Peers;

/// <summary>RocksDB with the number as key and JSON as value: one WriteBatch and one sync a batch.</summary>
internal sealed class RocksLog(string directory) : IAsyncDisposable
{
    private readonly WriteOptions _synced = new WriteOptions().SetSync(true);
    private readonly RocksDb _db = RocksDb.Open(
        new DbOptions().SetCreateIfMissing().SetCompression(Compression.No).SetWriteBufferSize(64 << 20),
        Path.Combine(directory, "rocks"));

    private long _seq;

    public void AppendBatches(Tweak[][] batches)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        AppendBatches(batches, (batch, key, tweak) =>
        {
            JsonSerializer.Serialize(writer, tweak, PeerContext.Default.Tweak);
            writer.Flush();
            batch.Put(key, buffer.WrittenSpan);
            buffer.ResetWrittenCount();
            writer.Reset();
        });
    }

    /// <summary>The same with JSON that is there already.</summary>
    public void AppendBatches(JsonPayload[][] batches) =>
        AppendBatches(batches, (batch, key, payload) => batch.Put(key, payload.Utf8.Span));

    public Tally Tally()
    {
        using Iterator entries = _db.NewIterator();
        Tally tally = default;
        for (entries.SeekToFirst(); entries.Valid(); entries.Next())
        {
            tally = tally.With(JsonSerializer.Deserialize(entries.Value(), PeerContext.Default.Tweak)!.N);
        }

        return tally;
    }

    private void AppendBatches<T>(T[][] batches, PutEntry<T> put)
    {
        Span<byte> key = stackalloc byte[sizeof(long)];
        using var batch = new WriteBatch();
        foreach (T[] entries in batches)
        {
            foreach (T entry in entries)
            {
                BinaryPrimitives.WriteInt64BigEndian(key, ++_seq);
                put(batch, key, entry);
            }

            _db.Write(batch, _synced);
            batch.Clear();
        }
    }

    private delegate void PutEntry<T>(WriteBatch batch, ReadOnlySpan<byte> key, T entry);

    public ValueTask DisposeAsync()
    {
        _db.Dispose();
        return default;
    }
}
