namespace Ledgerline.Tests.Contract.Histories.Versions;

/// <summary>Blobs as histories use them; some of the paths share a directory, which comes and goes with them.</summary>
public sealed class VersionedBlobs(BlobStore blobs, string directory) : VersionedStore
{
    public override async Task<(string Content, string ETag)?> GetAsync(string key)
    {
        await using BlobReadStream? stream = await blobs.OpenReadAsync(PathOf(key));
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return (await reader.ReadToEndAsync(), stream.Info.ETag);
    }

    public override async Task<(bool IsStored, string? ETag)> PutAsync(string key, string content, PutCondition condition) =>
        await blobs.WriteAsync(PathOf(key), content, condition, Durability.Buffered) switch
        {
            BlobWriteResult.Stored stored => (true, stored.ETag),
            BlobWriteResult.Conflict conflict => (false, conflict.CurrentETag),
            var other => throw new InvalidOperationException($"{other}"),
        };

    public override async Task<(bool IsDeleted, string? ETag)?> DeleteAsync(string key, string? etag) =>
        await blobs.DeleteAsync(PathOf(key), etag) switch
        {
            BlobDeleteResult.Deleted => (true, null),
            BlobDeleteResult.Conflict conflict => (false, conflict.CurrentETag),
            _ => null,
        };

    /// <summary>Blobs have no update of their own: this is what a user writes.</summary>
    public override async Task<(string Content, string ETag)> UpdateAsync(string key, Func<string?, string> change)
    {
        while (true)
        {
            (string Content, string ETag)? found = await GetAsync(key);
            string content = change(found?.Content);
            (bool isStored, string? etag) = await PutAsync(
                key, content, found is null ? PutCondition.IfAbsent : PutCondition.IfMatch(found.Value.ETag));
            if (isStored)
            {
                return (content, etag!);
            }
        }
    }

    public override async Task<List<string>> ListAsync(string? prefix) =>
        [.. (await blobs.ListAsync($"{directory}/").ToListAsync()).Select(KeyOf).Where(key => key.StartsWith(prefix ?? "", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private string PathOf(string key) => key.StartsWith('a') ? $"{directory}/deep/{key}" : $"{directory}/{key}";

    private static string KeyOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
