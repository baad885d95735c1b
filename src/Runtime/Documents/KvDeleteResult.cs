namespace Ledgerline;

/// <summary>The outcome of deleting a document.</summary>
public abstract record KvDeleteResult
{
    private KvDeleteResult()
    {
    }

    /// <summary>The document was deleted.</summary>
    public sealed record Deleted : KvDeleteResult;

    /// <summary>No document was stored under the key.</summary>
    public sealed record NotFound : KvDeleteResult;

    /// <summary>Another version is stored; nothing was deleted.</summary>
    /// <param name="CurrentETag">The version that is stored.</param>
    public sealed record Conflict(string CurrentETag) : KvDeleteResult;
}
