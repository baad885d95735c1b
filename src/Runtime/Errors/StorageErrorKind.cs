namespace Ledgerline;

/// <summary>Why the storage failed, as far as a program may want to tell: see <see cref="StorageException.Kind"/>.</summary>
public enum StorageErrorKind
{
    /// <summary>None of the others: the message says what.</summary>
    Other,

    /// <summary>The user may not read or write there.</summary>
    AccessDenied,

    /// <summary>The file system is mounted read-only.</summary>
    ReadOnly,

    /// <summary>The disk or the quota is full, or a file has reached its largest size.</summary>
    OutOfSpace,

    /// <summary>A directory that should be there is not.</summary>
    NotFound,

    /// <summary>The process or the system has too many open files.</summary>
    TooManyOpenFiles,

    /// <summary>The device reported an error.</summary>
    Device,

    /// <summary>The server cannot be reached, or takes no work: what was asked was not done, and may be asked again.</summary>
    Unavailable,

    /// <summary>The connection was lost while the server was at work, and whether it did what was asked cannot be found out.</summary>
    OutcomeUnknown,
}
