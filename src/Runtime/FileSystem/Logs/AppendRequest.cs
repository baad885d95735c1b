using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A batch that is to be written.</summary>
internal class AppendRequest
{
    public PayloadBatch Payloads { get; set; }

    public long? ExpectedLastSeq { get; set; }

    /// <summary>The numbers and times that the payloads carry; null where they are given them now.</summary>
    public ImportStamps? Stamps { get; init; }

    /// <summary>Whether it must be on stable storage before it is acknowledged.</summary>
    public bool Flush { get; set; }

    /// <summary>How much the writer keeps; null for everything.</summary>
    public LogRetention? Retention { get; set; }

    /// <summary>The numbers it was given, before they are acknowledged.</summary>
    public AppendOutcome Outcome { get; set; }
}
