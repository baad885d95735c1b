using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>A document that is deleted, where a tag is given only that version of it.</summary>
internal sealed class DocumentDelete(string key, string? etag, bool flush) : DocumentWrite<KvDeleteResult>(key, flush)
{
    public override bool NeedsCurrent => etag is not null;

    public override bool Decide(StoredDocument? current)
    {
        if (etag is not null && current is not null && current.ETag != etag)
        {
            Result = new KvDeleteResult.Conflict(current.ETag);
            return false;
        }

        return IsDeletion = true;
    }

    public override void OnDeleted(bool existed) =>
        Result = existed ? new KvDeleteResult.Deleted() : new KvDeleteResult.NotFound();
}
