namespace Ledgerline;

/// <summary>The storage refused or failed: disk full, access denied, a failed flush, a file where a directory should be.</summary>
public sealed class StorageException : LedgerlineException
{
    /// <summary>Describes a failure of the storage.</summary>
    /// <param name="operation">What was tried, such as <c>append to</c>.</param>
    /// <param name="target">The file, directory or table.</param>
    /// <param name="reason">What the storage said.</param>
    /// <param name="remedy">What to do, as a sentence.</param>
    /// <param name="innerException">The storage's own exception.</param>
    public StorageException(
        string operation, string target, string reason, string remedy, Exception? innerException = null)
        : base($"Could not {operation} '{target}': {reason}. {remedy}", innerException)
    {
        Target = target;
    }

    /// <summary>The file, directory or table.</summary>
    public string Target { get; }

    /// <summary>Why, where a program may want to tell.</summary>
    public StorageErrorKind Kind { get; init; }
}
