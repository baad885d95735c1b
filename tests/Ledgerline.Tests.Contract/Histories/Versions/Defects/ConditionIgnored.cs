namespace Ledgerline.Tests.Contract.Histories.Versions.Defects;

/// <summary>Puts over whatever is there.</summary>
internal sealed class ConditionIgnored(VersionedStore inner) : BrokenStore(inner)
{
    public override Task<(bool IsStored, string? ETag)> PutAsync(string key, string content, PutCondition condition) =>
        base.PutAsync(key, content, PutCondition.Always);
}
