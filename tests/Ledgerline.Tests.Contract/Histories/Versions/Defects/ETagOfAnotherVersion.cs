namespace Ledgerline.Tests.Contract.Histories.Versions.Defects;

/// <summary>Reads the content, and then, once more, the ETag: the older system did.</summary>
internal sealed class ETagOfAnotherVersion(VersionedStore inner) : BrokenStore(inner)
{
    public override async Task<(string Content, string ETag)?> GetAsync(string key)
    {
        (string Content, string ETag)? first = await base.GetAsync(key);
        await Task.Yield();
        return first is { } found && await base.GetAsync(key) is { } second ? (found.Content, second.ETag) : null;
    }
}
