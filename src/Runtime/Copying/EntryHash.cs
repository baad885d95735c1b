using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledgerline.Drivers;

namespace Ledgerline.Copying;

/// <summary>A hash over entries in their order: their numbers, times and payloads.</summary>
internal sealed class EntryHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    public void Add(in RawLogEntry entry)
    {
        Span<byte> head = stackalloc byte[20];
        BinaryPrimitives.WriteInt64LittleEndian(head, entry.Seq);
        BinaryPrimitives.WriteInt64LittleEndian(head[8..], entry.TimestampMs);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], entry.Payload.Length);
        _hash.AppendData(head);
        _hash.AppendData(entry.Payload.Span);
        Count++;
    }

    /// <summary>Whether two were given the same.</summary>
    public bool Matches(EntryHash other) =>
        Count == other.Count && _hash.GetCurrentHash().AsSpan().SequenceEqual(other._hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
