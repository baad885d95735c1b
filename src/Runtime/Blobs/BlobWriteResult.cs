namespace Ledgerline;

/// <summary>The outcome of writing a blob.</summary>
public abstract record BlobWriteResult
{
    private BlobWriteResult()
    {
    }

    /// <summary>The blob is stored.</summary>
    /// <param name="ETag">The new version.</param>
    public sealed record Stored(string ETag) : BlobWriteResult;

    /// <summary>The condition did not hold; nothing was written.</summary>
    /// <param name="CurrentETag">The version that is stored, or null where none is.</param>
    public sealed record Conflict(string? CurrentETag) : BlobWriteResult;
}
