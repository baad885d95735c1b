namespace Ledgerline.PowerShell.Appending;

/// <summary>On which terms entries are appended.</summary>
/// <param name="BatchSize">A batch's most entries.</param>
/// <param name="Durability">What the acknowledgement means; null for the default.</param>
/// <param name="ExpectedLastSeq">The last number before the first batch; each batch must then follow the one before it. Null for whatever is there.</param>
internal sealed record AppendSettings(int BatchSize, Durability? Durability, long? ExpectedLastSeq)
{
    /// <summary>A batch's most entries, where nobody says otherwise: enough that the flush costs each next to nothing.</summary>
    public const int UsualBatchSize = 1000;

    /// <summary>What counts where nobody says otherwise.</summary>
    public static AppendSettings Usual { get; } = new(UsualBatchSize, null, null);
}
