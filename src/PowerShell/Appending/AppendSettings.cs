namespace Ledgerline.PowerShell.Appending;

/// <summary>On which terms entries are appended.</summary>
/// <param name="BatchSize">A batch's most entries.</param>
/// <param name="Durability">What the acknowledgement means; null for the default.</param>
/// <param name="ExpectedLastSeq">The last number before the first batch; each batch must then follow the one before it. Null for whatever is there.</param>
internal sealed record AppendSettings(int BatchSize = AppendSettings.UsualBatchSize, Durability? Durability = null, long? ExpectedLastSeq = null)
{
    /// <summary>Enough that a flush costs little for each entry.</summary>
    public const int UsualBatchSize = 1000;
}
