using System.Management.Automation;

namespace Ledgerline.PowerShell.Transfer;

/// <summary>Why a log cannot be exported or imported, where that is no failure of the storage.</summary>
internal sealed class TransferException(
    string errorId, ErrorCategory category, object? target, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string ErrorId { get; } = errorId;

    public ErrorCategory Category { get; } = category;

    public object? Target { get; } = target;

    /// <summary>Something in a file that is to be imported is not what it should be.</summary>
    public static TransferException Damaged(string file, long line, string cause, Exception? innerException = null) => new(
        "SourceDamaged", ErrorCategory.InvalidData, file, $"{file}, line {line}: {cause.TrimEnd('.')}.", innerException);

    /// <summary>An entry is in a log already, and is another one there.</summary>
    public static TransferException Differs(string source, long seq) => new(
        "EntriesDiffer", ErrorCategory.ResourceExists, seq,
        $"Entry {seq} of {source} is another one than the log holds under that number. Only entries that go on where the log ends can be added with their numbers: choose another log, or append them as new entries with Import-Log -Renumber.");
}
