namespace Ledgerline.Tests.Contract.Histories.Versions.Defects;

/// <summary>Gives what the same caller read before, as a cache does that does not look again.</summary>
internal sealed class StaleVersion(VersionedStore inner) : BrokenStore(inner)
{
    private readonly Dictionary<string, (string Content, string ETag)> _read = [];

    public override async Task<(string Content, string ETag)?> GetAsync(string key)
    {
        if (_read.Remove(key, out (string Content, string ETag) before))
        {
            return before;
        }

        if (await base.GetAsync(key) is not { } found)
        {
            return null;
        }

        _read[key] = found;
        return found;
    }
}
