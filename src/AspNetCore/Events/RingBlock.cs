namespace Ledgerline.AspNetCore;

/// <summary>A part of what a broadcast has sent: whole events. What was published of it never changes.</summary>
/// <param name="Bytes">The events, and room for more.</param>
/// <param name="Start">The place of the first byte among all that the broadcast has sent.</param>
/// <param name="BeforeSeq">The log's number before its first event.</param>
/// <param name="BeforeCount">How many entries came before its first event.</param>
internal sealed record RingBlock(byte[] Bytes, long Start, long BeforeSeq, long BeforeCount);
