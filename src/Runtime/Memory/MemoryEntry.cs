namespace Ledgerline.Memory;

/// <summary>A kept entry; its number follows from its place.</summary>
internal readonly record struct MemoryEntry(long TimestampMs, byte[] Payload);
