namespace Ledgerline;

/// <summary>What happened to a blob.</summary>
public enum BlobChangeKind
{
    /// <summary>It was written.</summary>
    Put,

    /// <summary>It was deleted.</summary>
    Delete,
}
