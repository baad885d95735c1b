using Ledgerline.Drivers;

namespace Ledgerline.Copying;

/// <summary>Copies a project's blobs, streamed, one by one.</summary>
/// <param name="source">The blobs to read.</param>
/// <param name="target">The blobs to write.</param>
/// <param name="targetName">The target in messages.</param>
/// <param name="options">How.</param>
/// <param name="tally">Told what was done.</param>
internal sealed class BlobCopy(
    IBlobStore source, IBlobStore target, string targetName, ProjectCopyOptions options, CopyTally tally)
{
    private const int BlockSize = 128 << 10;

    private const string HowToReplace = "Set Mirror to have documents and blobs that differ replaced, or delete it there.";

    private readonly byte[] _block = new byte[BlockSize];
    private readonly byte[] _otherBlock = new byte[BlockSize];
    private long _count;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (string path in source.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            await CopyAsync(path, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Compares the paths: finds what is too many, or has gone.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        long found = 0;
        await foreach (string path in target.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            tally.Begin(Item(path));
            if (await source.ExistsAsync(path, cancellationToken).ConfigureAwait(false))
            {
                found++;
            }
            else if (await target.StatAsync(path, cancellationToken).ConfigureAwait(false) is { } surplus)
            {
                await RemoveAsync(path, surplus, cancellationToken).ConfigureAwait(false);
            }
        }

        if (found < _count)
        {
            await ThrowUnlessAllThereAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>There are fewer than were copied: they were deleted in the source since, or in the target.</summary>
    private async Task ThrowUnlessAllThereAsync(CancellationToken cancellationToken)
    {
        await foreach (string path in source.ListAsync("", cancellationToken).ConfigureAwait(false))
        {
            if (!await target.ExistsAsync(path, cancellationToken).ConfigureAwait(false))
            {
                throw Differs(path, "it is not there any more", "Copy again where nobody else writes.");
            }
        }
    }

    private async Task CopyAsync(string path, CancellationToken cancellationToken)
    {
        tally.Begin(Item(path));
        using IBlobReader? reader = await source.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (reader is null)
        {
            // Deleted since it was listed.
            return;
        }

        _count++;
        long length = reader.Info.Length;
        BlobInfo? held = await target.StatAsync(path, cancellationToken).ConfigureAwait(false);
        if (held is not null && await IsHeldAsync(reader, cancellationToken).ConfigureAwait(false))
        {
            tally.AddBlob(length, isCopied: false);
            return;
        }

        if (held is not null && !options.Mirror)
        {
            throw Differs(path, "there is one with another content", HowToReplace);
        }

        PutCondition condition = held is null ? PutCondition.IfAbsent : PutCondition.IfMatch(held.ETag);
        using var bytes = new BlobReadStream(reader, source.Describe(path), 0, null);
        using var content = new HashedStream(bytes, tally.Tell);
        if (await target.WriteAsync(path, content, condition, options.Durability, cancellationToken)
            .ConfigureAwait(false) is BlobWriteResult.Conflict)
        {
            throw Differs(path, "somebody else wrote it meanwhile", "Copy again where nobody else writes.");
        }

        if (!await IsThereAsync(path, content, cancellationToken).ConfigureAwait(false))
        {
            throw Differs(path, "read back, it is not what was written", "Delete it there, look at the storage, and copy again.");
        }

        tally.AddBlob(length, isCopied: true);
    }

    /// <summary>Whether the target has the same bytes.</summary>
    private async Task<bool> IsHeldAsync(IBlobReader reader, CancellationToken cancellationToken)
    {
        using IBlobReader? other = await target.OpenReadAsync(reader.Info.Path, cancellationToken).ConfigureAwait(false);
        if (other?.Info.Length != reader.Info.Length)
        {
            return false;
        }

        for (long at = 0; at < reader.Info.Length; at += BlockSize)
        {
            int length = await FillAsync(reader, _block, at, cancellationToken).ConfigureAwait(false);
            int otherLength = await FillAsync(other, _otherBlock, at, cancellationToken).ConfigureAwait(false);
            if (!_block.AsSpan(0, length).SequenceEqual(_otherBlock.AsSpan(0, otherLength)))
            {
                return false;
            }

            tally.Tell();
        }

        return true;
    }

    /// <summary>Whether the target gives back what was read from the source.</summary>
    private async Task<bool> IsThereAsync(string path, HashedStream written, CancellationToken cancellationToken)
    {
        IBlobReader? reader = await target.OpenReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (reader is null)
        {
            return false;
        }

        using var bytes = new BlobReadStream(reader, target.Describe(path), 0, null);
        using var read = new HashedStream(bytes, tally.Tell);
        while (await read.ReadAsync(_block, cancellationToken).ConfigureAwait(false) > 0)
        {
        }

        return read.TakeHash().AsSpan().SequenceEqual(written.TakeHash());
    }

    private static async Task<int> FillAsync(IBlobReader reader, Memory<byte> block, long offset, CancellationToken cancellationToken)
    {
        int filled = 0;
        while (filled < block.Length
            && await reader.ReadAsync(block[filled..], offset + filled, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            filled += read;
        }

        return filled;
    }

    private async Task RemoveAsync(string path, BlobInfo surplus, CancellationToken cancellationToken)
    {
        if (!options.Mirror
            || await target.DeleteAsync(path, surplus.ETag, cancellationToken).ConfigureAwait(false) is BlobDeleteResult.Conflict)
        {
            throw Differs(
                path, "it is there and not in the source",
                "It was deleted in the source since, or somebody else wrote it: delete it there, or set Mirror to have that done.");
        }
    }

    private static string Item(string path) => $"blob {path}";

    private ProjectCopyException Differs(string path, string cause, string remedy) => new(Item(path), null, targetName, cause, remedy);
}
