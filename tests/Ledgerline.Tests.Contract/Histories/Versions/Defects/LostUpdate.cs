namespace Ledgerline.Tests.Contract.Histories.Versions.Defects;

/// <summary>Updates what it read, without looking whether that is still there.</summary>
internal sealed class LostUpdate(VersionedStore inner) : BrokenStore(inner)
{
    public override async Task<(string Content, string ETag)> UpdateAsync(string key, Func<string?, string> change)
    {
        string content = change((await GetAsync(key))?.Content);
        await Task.Yield();
        return (content, (await PutAsync(key, content, PutCondition.Always)).ETag!);
    }
}
