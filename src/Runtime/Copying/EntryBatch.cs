using System.Runtime.InteropServices;
using Ledgerline.Drivers;

namespace Ledgerline.Copying;

/// <summary>Entries on their way from one log to another.</summary>
internal sealed class EntryBatch(int maxBytes)
{
    /// <summary>Small entries take more beside their payloads than for them.</summary>
    private const int MaxEntries = 4096;

    private readonly List<int> _ends = [];
    private readonly List<long> _seqs = [];
    private readonly List<long> _timestamps = [];
    private byte[] _bytes = [];
    private int _length;

    public int Count => _ends.Count;

    public bool IsFull => _length >= maxBytes || Count >= MaxEntries;

    public PayloadBatch Payloads => new(_bytes.AsMemory(0, _length), _ends.ToArray());

    public ReadOnlySpan<int> Ends => CollectionsMarshal.AsSpan(_ends);

    public ImportStamps Stamps(long afterSeq) => new(afterSeq, _seqs.ToArray(), _timestamps.ToArray());

    /// <summary>Whether an entry of this size can be taken, as the first one always can.</summary>
    public bool HasRoomFor(int bytes) => Count == 0 || _length + (long)bytes <= maxBytes;

    public void Add(in RawLogEntry entry)
    {
        int length = checked(_length + entry.Payload.Length);
        if (length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(length, (int)Math.Min(_bytes.Length * 2L, maxBytes)));
        }

        entry.Payload.Span.CopyTo(_bytes.AsSpan(_length));
        _length = length;
        _ends.Add(length);
        _seqs.Add(entry.Seq);
        _timestamps.Add(entry.TimestampMs);
    }

    public void Clear()
    {
        _length = 0;
        _ends.Clear();
        _seqs.Clear();
        _timestamps.Clear();
        if (_bytes.Length > maxBytes)
        {
            // One entry was larger than the rest may be together.
            _bytes = [];
        }
    }
}
