namespace Ledgerline.AspNetCore;

/// <summary>Why a stream that waits is woken.</summary>
[Flags]
internal enum StreamWakes
{
    None = 0,

    /// <summary>There may be more to send, or nothing more comes.</summary>
    Data = 1,

    /// <summary>It was silent for long.</summary>
    Heartbeat = 2,

    /// <summary>The client has gone, or the server stops.</summary>
    End = 4,
}
