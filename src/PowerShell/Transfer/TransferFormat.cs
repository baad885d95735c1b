namespace Ledgerline.PowerShell;

/// <summary>What a file holds that logs are exported to and imported from.</summary>
public enum TransferFormat
{
    /// <summary>One JSON value a line.</summary>
    Jsonl,

    /// <summary>Values separated by commas, with the names of the columns in the first line.</summary>
    Csv,
}
