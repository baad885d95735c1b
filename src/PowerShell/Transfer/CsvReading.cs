namespace Ledgerline.PowerShell.Transfer;

/// <summary>How a table is read.</summary>
/// <param name="Delimiter">What stands between two fields.</param>
/// <param name="AsJsonValues">
/// Whether fields become the JSON values that <see cref="CsvText"/> makes of them, and not strings; null where only those
/// of an exported log do.
/// </param>
internal sealed record CsvReading(char Delimiter, bool? AsJsonValues);
