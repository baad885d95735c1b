using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ledgerline.AspNetCore;

/// <summary>A condition's tags: <c>If-Match</c> or <c>If-None-Match</c>.</summary>
internal readonly struct EntityTags
{
    private readonly IList<EntityTagHeaderValue> _tags;

    private EntityTags(IList<EntityTagHeaderValue> tags) => _tags = tags;

    /// <summary>Whether the header was there.</summary>
    public bool IsGiven => _tags is not null;

    /// <summary>Reads a header.</summary>
    /// <returns>Whether it is absent or sound.</returns>
    public static bool TryRead(StringValues header, out EntityTags tags)
    {
        tags = default;
        if (header.Count == 0)
        {
            return true;
        }

        // Of "*" and tags in one list no server makes sense.
        if (!EntityTagHeaderValue.TryParseStrictList(header, out IList<EntityTagHeaderValue>? found)
            || (found.Count > 1 && found.Contains(EntityTagHeaderValue.Any)))
        {
            return false;
        }

        tags = new(found);
        return true;
    }

    /// <summary>A tag as a header has it.</summary>
    public static string Quote(string etag) => $"\"{etag}\"";

    /// <summary>Whether a version is among them by the strong comparison: a weak tag never is.</summary>
    /// <param name="etag">The version; null where there is none, which matches nothing, <c>*</c> neither.</param>
    public bool MatchStrongly(string? etag) => Match(etag, strongly: true);

    /// <summary>Whether a version is among them by the weak comparison.</summary>
    /// <param name="etag">The version; null where there is none, which matches nothing, <c>*</c> neither.</param>
    public bool MatchWeakly(string? etag) => Match(etag, strongly: false);

    private bool Match(string? etag, bool strongly)
    {
        if (etag is null || _tags is null)
        {
            return false;
        }

        string quoted = Quote(etag);
        foreach (EntityTagHeaderValue tag in _tags)
        {
            if (tag.Equals(EntityTagHeaderValue.Any) || (tag.Tag == quoted && !(strongly && tag.IsWeak)))
            {
                return true;
            }
        }

        return false;
    }
}
