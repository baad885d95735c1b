namespace Ledgerline;

/// <summary>The outcome of deleting a blob.</summary>
public abstract record BlobDeleteResult
{
    private BlobDeleteResult()
    {
    }

    /// <summary>The blob was deleted.</summary>
    public sealed record Deleted : BlobDeleteResult;

    /// <summary>No blob was stored at the path.</summary>
    public sealed record NotFound : BlobDeleteResult;

    /// <summary>Another version is stored; nothing was deleted.</summary>
    /// <param name="CurrentETag">The version that is stored.</param>
    public sealed record Conflict(string CurrentETag) : BlobDeleteResult;
}
