namespace Ledgerline.Drivers;

/// <summary>An entry as bytes.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="TimestampMs">When it was appended, in milliseconds since 1970-01-01 UTC.</param>
/// <param name="Payload">One JSON value in UTF-8. The memory is valid until the cursor moves.</param>
public readonly record struct RawLogEntry(long Seq, long TimestampMs, ReadOnlyMemory<byte> Payload);
