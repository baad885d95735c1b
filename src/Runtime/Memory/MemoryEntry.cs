namespace Ledgerline.Memory;

/// <summary>A kept entry.</summary>
internal readonly record struct MemoryEntry(long Seq, long TimestampMs, byte[] Payload);
