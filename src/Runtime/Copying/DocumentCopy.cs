using System.Text.Json;
using Ledgerline.Drivers;

namespace Ledgerline.Copying;

/// <summary>Copies the documents of one set, byte for byte, one by one.</summary>
/// <param name="set">The set; null for the set-less documents.</param>
/// <param name="source">The documents to read.</param>
/// <param name="target">The documents to write.</param>
/// <param name="targetName">The target in messages.</param>
/// <param name="options">How.</param>
/// <param name="tally">Told what was done.</param>
internal sealed class DocumentCopy(
    string? set, IDocumentStore source, IDocumentStore target, string targetName, ProjectCopyOptions options, CopyTally tally)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (string key in source.ListAsync(null, cancellationToken).ConfigureAwait(false))
        {
            await CopyAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Compares the keys: copies what is missing, and finds what is too many.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await foreach ((string key, bool isInSource) in NameDifference.FindAsync(
            source.ListAsync(null, cancellationToken), target.ListAsync(null, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            if (isInSource)
            {
                await CopyAsync(key, cancellationToken).ConfigureAwait(false);
            }
            else if (await source.GetAsync(key, cancellationToken).ConfigureAwait(false) is null
                && await target.GetAsync(key, cancellationToken).ConfigureAwait(false) is { } surplus)
            {
                await RemoveAsync(key, surplus, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task CopyAsync(string key, CancellationToken cancellationToken)
    {
        tally.Begin(Item(key));
        if (await source.GetAsync(key, cancellationToken).ConfigureAwait(false) is not { } document)
        {
            // Deleted since it was listed.
            return;
        }

        ThrowIfNotJson(key, document);
        bool isStored = await target.PutAsync(key, document.Content, PutCondition.IfAbsent, options.Durability, cancellationToken)
            .ConfigureAwait(false) is KvPutResult.Stored;
        StoredDocument? held = await target.GetAsync(key, cancellationToken).ConfigureAwait(false);
        if (!IsSame(document, held) && !isStored && held is not null && options.Mirror)
        {
            isStored = await target.PutAsync(
                key, document.Content, PutCondition.IfMatch(held.ETag), options.Durability, cancellationToken)
                .ConfigureAwait(false) is KvPutResult.Stored;
            held = await target.GetAsync(key, cancellationToken).ConfigureAwait(false);
        }

        if (!IsSame(document, held))
        {
            throw new ProjectCopyException(
                Item(key), null, targetName,
                isStored ? "read back, it is not what was written" : "there is one with another content",
                "Copy again where nobody else writes; set Mirror to have documents and blobs that differ replaced, or delete it there.");
        }

        tally.AddDocument(document.Content.Length, isStored);
    }

    private async Task RemoveAsync(string key, StoredDocument surplus, CancellationToken cancellationToken)
    {
        if (!options.Mirror
            || await target.DeleteAsync(key, surplus.ETag, cancellationToken).ConfigureAwait(false) is KvDeleteResult.Conflict)
        {
            throw new ProjectCopyException(
                Item(key), null, targetName, "it is there and not in the source",
                "It was deleted in the source since, or somebody else wrote it: delete it there, or set Mirror to have that done.");
        }
    }

    private void ThrowIfNotJson(string key, StoredDocument document)
    {
        try
        {
            JsonText.ThrowIfInvalid(document.Content.Span);
        }
        catch (JsonException e)
        {
            throw new DocumentCorruptException(source.Describe(key), key, e.LineNumber + 1, e.BytePositionInLine, e.Message, e);
        }
    }

    private static bool IsSame(StoredDocument document, StoredDocument? held) =>
        held is not null && held.Content.Span.SequenceEqual(document.Content.Span);

    private string Item(string key) => set is null ? $"document {key}" : $"document {set}/{key}";
}
