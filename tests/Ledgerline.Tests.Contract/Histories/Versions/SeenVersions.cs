namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>The ETags that one caller was given, by key.</summary>
internal sealed class SeenVersions
{
    private const string UnheardOf = "no-such-version";

    private readonly Dictionary<string, List<string>> _seen = new(StringComparer.Ordinal);

    public void Add(string key, string? etag)
    {
        if (etag is not null)
        {
            if (!_seen.TryGetValue(key, out List<string>? ofKey))
            {
                _seen.Add(key, ofKey = []);
            }

            ofKey.Remove(etag);
            ofKey.Add(etag);
        }
    }

    /// <summary>The ETag that is meant; null where any version is.</summary>
    public string? Resolve(string key, ExpectedVersion expected) => expected switch
    {
        ExpectedVersion.Any or ExpectedVersion.None => null,
        ExpectedVersion.LastSeen => Of(key)?[^1] ?? UnheardOf,
        ExpectedVersion.SeenBefore when Of(key) is { Count: > 1 } ofKey => ofKey[^2],
        ExpectedVersion.OfAnotherKey => _seen.FirstOrDefault(other => other.Key != key).Value?[^1] ?? UnheardOf,
        _ => UnheardOf,
    };

    private List<string>? Of(string key) => _seen.GetValueOrDefault(key);
}
