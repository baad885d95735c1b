namespace Ledgerline.AspNetCore;

/// <summary>Why a broadcast sends nothing more.</summary>
internal abstract record BroadcastEnd
{
    private BroadcastEnd()
    {
    }

    /// <summary>The log was sealed.</summary>
    public sealed record Completed(long LastSeq) : BroadcastEnd;

    /// <summary>The log is not the one that was followed any more.</summary>
    public sealed record Rewound : BroadcastEnd;

    /// <summary>The project was deleted, or the driver disposed.</summary>
    public sealed record Gone : BroadcastEnd;

    /// <summary>The log cannot be read.</summary>
    public sealed record Failed(Exception Failure) : BroadcastEnd;
}
