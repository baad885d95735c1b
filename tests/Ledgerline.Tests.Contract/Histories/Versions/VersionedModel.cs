namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>What documents or blobs must do, as a dictionary: too simple to be wrong.</summary>
internal sealed class VersionedModel(KnownETags etags)
{
    private SortedDictionary<string, string> _contents = new(StringComparer.Ordinal);

    public VersionedModel Copy() => new(etags) { _contents = new(_contents, StringComparer.Ordinal) };

    public string? Find(string key) => _contents.GetValueOrDefault(key);

    public string? ETag(string key) => Find(key) is { } content ? etags.Of(content) : null;

    public string Put(string key, string content)
    {
        _contents[key] = content;
        return etags.Of(content);
    }

    public void Delete(string key) => _contents.Remove(key);

    public IEnumerable<string> List(string? prefix) => _contents.Keys.Where(key => key.StartsWith(prefix ?? "", StringComparison.Ordinal));

    /// <summary>All of its state.</summary>
    public override string ToString() => string.Join(' ', _contents);
}
