using System.Collections.Concurrent;

namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>
/// Which ETag belongs to which content, learnt from what a store said. They are opaque, so a model can only know them
/// from there; that no content has two and no two contents have one is checked on the way.
/// </summary>
internal sealed class KnownETags
{
    private readonly ConcurrentDictionary<string, string> _byContent = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _byETag = new(StringComparer.Ordinal);

    public string Note(string content, string? etag)
    {
        Assert.False(string.IsNullOrEmpty(etag), $"{content} has no ETag");
        Assert.Equal(etag, _byContent.GetOrAdd(content, etag));
        Assert.Equal(content, _byETag.GetOrAdd(etag, content));
        return etag;
    }

    /// <summary>The ETag of a content; what no ETag is where the store never said that it holds the content.</summary>
    public string Of(string content) => _byContent.TryGetValue(content, out string? etag) ? etag : $"(none: {content} was never stored)";
}
