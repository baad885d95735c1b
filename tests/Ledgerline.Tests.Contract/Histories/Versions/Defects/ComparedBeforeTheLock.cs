namespace Ledgerline.Tests.Contract.Histories.Versions.Defects;

/// <summary>Looks whether the condition holds, then puts: two steps, which is right as long as nobody comes between.</summary>
internal sealed class ComparedBeforeTheLock(VersionedStore inner) : BrokenStore(inner)
{
    public override async Task<(bool IsStored, string? ETag)> PutAsync(string key, string content, PutCondition condition)
    {
        string? current = (await GetAsync(key))?.ETag;
        await Task.Yield();
        return condition.Holds(current) ? await base.PutAsync(key, content, PutCondition.Always) : (false, current);
    }
}
