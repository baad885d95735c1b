namespace Ledgerline.PowerShell.Transfer;

/// <summary>Tells by a file's name what it holds.</summary>
internal static class FileFormat
{
    /// <summary>The format that was asked for, else the one that the name ends with; JSON lines for any other name.</summary>
    public static TransferFormat Of(string path, TransferFormat? wanted) =>
        wanted ?? (Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? TransferFormat.Csv : TransferFormat.Jsonl);

    /// <summary>How the name of a file of a format ends.</summary>
    public static string Extension(TransferFormat format) => format == TransferFormat.Csv ? ".csv" : ".jsonl";
}
