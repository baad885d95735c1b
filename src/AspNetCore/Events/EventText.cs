namespace Ledgerline.AspNetCore;

/// <summary>What a stream sends beside events.</summary>
internal static class EventText
{
    public static readonly ReadOnlyMemory<byte> Heartbeat = ":\n\n"u8.ToArray();

    /// <summary>What a stream begins with: when to return, and from where, also before the first event has come.</summary>
    public static void Open(FrameBuffer output, TimeSpan retry, long seq)
    {
        output.Write(":\nretry: "u8);
        output.Number((long)retry.TotalMilliseconds);
        output.Write("\nid: "u8);
        output.Number(seq);
        output.Write("\n\n"u8);
    }
}
