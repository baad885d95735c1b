namespace Ledgerline;

/// <summary>The outcome of writing a document.</summary>
public abstract record KvPutResult
{
    private KvPutResult()
    {
    }

    /// <summary>The document is stored.</summary>
    /// <param name="ETag">The new version.</param>
    public sealed record Stored(string ETag) : KvPutResult;

    /// <summary>The condition did not hold; nothing was written.</summary>
    /// <param name="CurrentETag">The version that is stored, or null where none is.</param>
    public sealed record Conflict(string? CurrentETag) : KvPutResult;
}
