using Ledgerline.Drivers;

namespace Ledgerline.Copying;

/// <summary>Copies a project's logs, then its documents, then its blobs, and compares the names at the end.</summary>
/// <param name="source">The project to read.</param>
/// <param name="target">The project to write.</param>
/// <param name="targetName">The target in messages.</param>
/// <param name="options">How.</param>
/// <param name="tally">Told what was done.</param>
internal sealed class ProjectCopy(
    IProjectStore source, IProjectStore target, string targetName, ProjectCopyOptions options, CopyTally tally)
{
    private readonly BlobCopy _blobs = new(source.OpenBlobs(), target.OpenBlobs(), targetName, options, tally);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (string name in source.ListLogsAsync(cancellationToken).ConfigureAwait(false))
        {
            await CopyLogsAsync(name, cancellationToken).ConfigureAwait(false);
        }

        await Documents(null).RunAsync(cancellationToken).ConfigureAwait(false);
        await foreach (string set in source.ListDocumentSetsAsync(cancellationToken).ConfigureAwait(false))
        {
            await Documents(set).RunAsync(cancellationToken).ConfigureAwait(false);
        }

        await _blobs.RunAsync(cancellationToken).ConfigureAwait(false);
        await CheckLogsAsync(cancellationToken).ConfigureAwait(false);
        await CheckDocumentsAsync(cancellationToken).ConfigureAwait(false);
        await _blobs.CheckAsync(cancellationToken).ConfigureAwait(false);
        tally.End();
    }

    /// <summary>Copies the logs of a name, with and without a key.</summary>
    private async Task CopyLogsAsync(string name, CancellationToken cancellationToken)
    {
        await CopyLogAsync(name, null, cancellationToken).ConfigureAwait(false);
        await foreach (string key in source.ListLogKeysAsync(name, cancellationToken).ConfigureAwait(false))
        {
            await CopyLogAsync(name, key, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyLogAsync(string name, string? key, CancellationToken cancellationToken)
    {
        string item = Item(name, key);
        tally.Begin(item);
        var copy = new LogCopy(item, source.OpenLog(name, key), target.OpenLog(name, key), targetName, options, tally);
        await copy.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies logs that are new, and finds those that are too many.</summary>
    private async Task CheckLogsAsync(CancellationToken cancellationToken)
    {
        await foreach ((string name, bool isInSource) in NameDifference.FindAsync(
            source.ListLogsAsync(cancellationToken), target.ListLogsAsync(cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            if (isInSource)
            {
                await CopyLogsAsync(name, cancellationToken).ConfigureAwait(false);
            }
        }

        await foreach (string name in target.ListLogsAsync(cancellationToken).ConfigureAwait(false))
        {
            await ThrowIfSurplusAsync(name, null, cancellationToken).ConfigureAwait(false);
            await foreach ((string key, bool isInSource) in NameDifference.FindAsync(
                source.ListLogKeysAsync(name, cancellationToken),
                target.ListLogKeysAsync(name, cancellationToken),
                cancellationToken).ConfigureAwait(false))
            {
                if (isInSource)
                {
                    await CopyLogAsync(name, key, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await ThrowIfSurplusAsync(name, key, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ThrowIfSurplusAsync(string name, string? key, CancellationToken cancellationToken)
    {
        tally.Begin(Item(name, key));
        LogInfo held = await target.OpenLog(name, key).GetInfoAsync(cancellationToken).ConfigureAwait(false);
        if (!LogCopy.IsUntouched(held)
            && LogCopy.IsUntouched(await source.OpenLog(name, key).GetInfoAsync(cancellationToken).ConfigureAwait(false)))
        {
            throw new ProjectCopyException(
                Item(name, key), held.FirstSeq, targetName, "it is there and not in the source",
                "It was deleted in the source since, or somebody else wrote it: delete it there, or copy to another project.");
        }
    }

    private async Task CheckDocumentsAsync(CancellationToken cancellationToken)
    {
        await Documents(null).CheckAsync(cancellationToken).ConfigureAwait(false);
        await foreach (string set in source.ListDocumentSetsAsync(cancellationToken).ConfigureAwait(false))
        {
            await Documents(set).CheckAsync(cancellationToken).ConfigureAwait(false);
        }

        await foreach ((string set, bool isInSource) in NameDifference.FindAsync(
            source.ListDocumentSetsAsync(cancellationToken),
            target.ListDocumentSetsAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false))
        {
            if (!isInSource)
            {
                await Documents(set).CheckAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private DocumentCopy Documents(string? set) =>
        new(set, source.OpenDocuments(set), target.OpenDocuments(set), targetName, options, tally);

    private static string Item(string name, string? key) => key is null ? $"log {name}" : $"log {name}/{key}";
}
