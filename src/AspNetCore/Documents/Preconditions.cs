using Microsoft.AspNetCore.Http;

namespace Ledgerline.AspNetCore;

/// <summary>The conditions of a request, evaluated in the order of RFC 9110, section 13.2.2. There are no dates here to compare.</summary>
internal readonly record struct Preconditions(EntityTags IfMatch, EntityTags IfNoneMatch)
{
    /// <summary>Reads them.</summary>
    /// <returns>Whether they are sound.</returns>
    public static bool TryRead(HttpRequest request, out Preconditions conditions)
    {
        conditions = default;
        if (!EntityTags.TryRead(request.Headers.IfMatch, out EntityTags match)
            || !EntityTags.TryRead(request.Headers.IfNoneMatch, out EntityTags noneMatch))
        {
            return false;
        }

        conditions = new(match, noneMatch);
        return true;
    }

    /// <summary>Whether a version that is read passes: 200, 304 or 412.</summary>
    public int OfReading(string etag) =>
        IfMatch.IsGiven && !IfMatch.MatchStrongly(etag) ? StatusCodes.Status412PreconditionFailed
        : IfNoneMatch.IsGiven && IfNoneMatch.MatchWeakly(etag) ? StatusCodes.Status304NotModified
        : StatusCodes.Status200OK;

    /// <summary>Whether a version may be replaced or deleted.</summary>
    /// <param name="etag">The version; null where there is none.</param>
    public bool AllowChange(string? etag) =>
        (!IfMatch.IsGiven || IfMatch.MatchStrongly(etag)) && !(IfNoneMatch.IsGiven && IfNoneMatch.MatchWeakly(etag));
}
