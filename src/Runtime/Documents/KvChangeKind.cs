namespace Ledgerline;

/// <summary>What happened to a document.</summary>
public enum KvChangeKind
{
    /// <summary>It was written.</summary>
    Put,

    /// <summary>It was deleted.</summary>
    Delete,
}
