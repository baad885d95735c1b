namespace Ledgerline.PowerShell.Transfer;

/// <summary>A field of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="IsQuoted">Whether it stood in quotes.</param>
internal readonly record struct CsvField(string Text, bool IsQuoted)
{
    /// <summary>Whether there is nothing, not even quotes around it.</summary>
    public bool IsMissing => Text.Length == 0 && !IsQuoted;
}
