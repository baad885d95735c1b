namespace Ledgerline.AspNetCore;

/// <summary>What a stream sends beside events.</summary>
internal static class EventText
{
    public static readonly ReadOnlyMemory<byte> Heartbeat = ":\n\n"u8.ToArray();

    /// <summary>All that a stream has which cannot begin now: the client stays where it is, and returns.</summary>
    public static ReadOnlyMemory<byte> ReturnLater(TimeSpan retry)
    {
        using var text = new FrameBuffer();
        text.Write(":\nretry: "u8);
        text.Number((long)retry.TotalMilliseconds);
        text.Write("\n\n"u8);
        return text.Written.ToArray();
    }

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
