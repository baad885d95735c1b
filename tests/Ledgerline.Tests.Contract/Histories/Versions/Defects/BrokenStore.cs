namespace Ledgerline.Tests.Contract.Histories.Versions.Defects;

/// <summary>A store that passes everything on: what a deliberate defect changes a little of.</summary>
internal abstract class BrokenStore(VersionedStore inner) : VersionedStore
{
    public override Task<(string Content, string ETag)?> GetAsync(string key) => inner.GetAsync(key);

    public override Task<(bool IsStored, string? ETag)> PutAsync(string key, string content, PutCondition condition) =>
        inner.PutAsync(key, content, condition);

    public override Task<(bool IsDeleted, string? ETag)?> DeleteAsync(string key, string? etag) => inner.DeleteAsync(key, etag);

    public override Task<(string Content, string ETag)> UpdateAsync(string key, Func<string?, string> change) => inner.UpdateAsync(key, change);

    public override Task<List<string>> ListAsync(string? prefix) => inner.ListAsync(prefix);
}
