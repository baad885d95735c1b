namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>Documents as histories use them.</summary>
public class VersionedDocuments(JsonKv<JsonPayload> documents) : VersionedStore
{
    public override async Task<(string Content, string ETag)?> GetAsync(string key) =>
        await documents.GetAsync(key) is KvGetResult<JsonPayload>.Found found ? (found.Value.ToString(), found.ETag) : null;

    public override async Task<(bool IsStored, string? ETag)> PutAsync(string key, string content, PutCondition condition) =>
        await documents.PutAsync(key, JsonPayload.Parse(content), condition, Durability.Buffered) switch
        {
            KvPutResult.Stored stored => (true, stored.ETag),
            KvPutResult.Conflict conflict => (false, conflict.CurrentETag),
            var other => throw new InvalidOperationException($"{other}"),
        };

    public override async Task<(bool IsDeleted, string? ETag)?> DeleteAsync(string key, string? etag) =>
        await documents.DeleteAsync(key, etag) switch
        {
            KvDeleteResult.Deleted => (true, null),
            KvDeleteResult.Conflict conflict => (false, conflict.CurrentETag),
            _ => null,
        };

    public override async Task<(string Content, string ETag)> UpdateAsync(string key, Func<string?, string> change)
    {
        KvGetResult<JsonPayload>.Found updated = await documents.UpdateAsync(
            key,
            current => JsonPayload.Parse(change(current is KvGetResult<JsonPayload>.Found found ? found.Value.ToString() : null)),
            Durability.Buffered);
        return (updated.Value.ToString(), updated.ETag);
    }

    public override async Task<List<string>> ListAsync(string? prefix) => await documents.ListAsync(prefix).ToListAsync();
}
