namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>
/// Contents by key, each with an ETag, as histories use them: documents or blobs. Derived classes are these, or break
/// them, to show that a check finds that.
/// </summary>
public abstract class VersionedStore
{
    public abstract Task<(string Content, string ETag)?> GetAsync(string key);

    /// <returns>Whether it was stored, and the ETag that is there afterwards.</returns>
    public abstract Task<(bool IsStored, string? ETag)> PutAsync(string key, string content, PutCondition condition);

    /// <returns>Null where nothing was there; otherwise whether it was deleted, and the ETag that is there if not.</returns>
    public abstract Task<(bool IsDeleted, string? ETag)?> DeleteAsync(string key, string? etag);

    public abstract Task<(string Content, string ETag)> UpdateAsync(string key, Func<string?, string> change);

    public abstract Task<List<string>> ListAsync(string? prefix);
}
