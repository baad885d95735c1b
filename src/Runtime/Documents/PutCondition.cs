namespace Ledgerline;

/// <summary>When a put may replace what is stored. The default is <see cref="Always"/>.</summary>
public readonly record struct PutCondition
{
    private PutCondition(string? etag, bool mustBeAbsent)
    {
        ETag = etag;
        MustBeAbsent = mustBeAbsent;
    }

    /// <summary>Whatever is stored.</summary>
    public static PutCondition Always => default;

    /// <summary>Only where no document is stored under the key.</summary>
    public static PutCondition IfAbsent => new(null, true);

    /// <summary>The version that must be stored, or null.</summary>
    public string? ETag { get; }

    /// <summary>Whether nothing may be stored.</summary>
    public bool MustBeAbsent { get; }

    /// <summary>Only where this version is stored.</summary>
    public static PutCondition IfMatch(string etag)
    {
        ArgumentException.ThrowIfNullOrEmpty(etag);
        return new(etag, false);
    }

    /// <summary>Whether a put may replace what is stored.</summary>
    /// <param name="currentETag">The ETag of what is stored, or null where nothing is.</param>
    public bool Holds(string? currentETag) =>
        MustBeAbsent ? currentETag is null : ETag is null || ETag == currentETag;
}
