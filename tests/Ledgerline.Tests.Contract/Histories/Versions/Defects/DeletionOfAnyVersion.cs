namespace Ledgerline.Tests.Contract.Histories.Versions.Defects;

/// <summary>Deletes whatever is there, though one version was meant, if that one was there a moment ago.</summary>
internal sealed class DeletionOfAnyVersion(VersionedStore inner) : BrokenStore(inner)
{
    public override async Task<(bool IsDeleted, string? ETag)?> DeleteAsync(string key, string? etag)
    {
        if (etag is not null && await GetAsync(key) is { } found && found.ETag != etag)
        {
            return (false, found.ETag);
        }

        await Task.Yield();
        return await base.DeleteAsync(key, null);
    }
}
