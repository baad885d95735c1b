using System.Diagnostics;
using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Writes to different documents of one set that share one turn and one flush of the directory: conditions, temporary
/// files, their flushes, renames, directory flush. Each has its own outcome; what fails for one harms no other.
/// </summary>
/// <param name="files">The set.</param>
/// <param name="writes">The writes, at most one for each document.</param>
internal readonly ref struct DocumentGroup(DocumentFiles files, ReadOnlySpan<DocumentWrite> writes)
{
    private readonly ReadOnlySpan<DocumentWrite> _writes = writes;

    /// <summary>Does them all, under the lock. Their outcomes are in the writes.</summary>
    /// <param name="onChanged">Told of each document that was put or deleted, and its new tag.</param>
    /// <returns>Whether one of them found no document.</returns>
    public bool Commit(Action<string, string?> onChanged)
    {
        var replacements = new Replacement?[_writes.Length];
        Span<bool> isChanged = _writes.Length <= 256 ? stackalloc bool[_writes.Length] : new bool[_writes.Length];
        isChanged.Clear();
        long flushTicks = 0;
        bool foundNone = false;
        try
        {
            bool mustFlush = Prepare(replacements, ref foundNone);
            if (mustFlush)
            {
                flushTicks -= Stopwatch.GetTimestamp();
                FlushFiles(replacements);
                flushTicks += Stopwatch.GetTimestamp();
            }

            mustFlush = PutInPlace(replacements, isChanged, ref foundNone);
            if (mustFlush)
            {
                flushTicks -= Stopwatch.GetTimestamp();
                FlushNames(isChanged);
                flushTicks += Stopwatch.GetTimestamp();
                if (_writes.Length == 1)
                {
                    files.Root.ReplacePace.Add(flushTicks);
                }
            }
        }
        finally
        {
            for (int i = 0; i < _writes.Length; i++)
            {
                replacements[i]?.Dispose();
                if (isChanged[i])
                {
                    onChanged(_writes[i].Key, _writes[i].ETag);
                }
            }
        }

        return foundNone;
    }

    /// <summary>Decides each write and writes its temporary file.</summary>
    /// <returns>Whether there is one to flush.</returns>
    private bool Prepare(Replacement?[] replacements, ref bool foundNone)
    {
        bool mustFlush = false;
        for (int i = 0; i < _writes.Length; i++)
        {
            DocumentWrite write = _writes[i];
            try
            {
                StoredDocument? current = write.NeedsCurrent ? files.Read(write.Key) : null;
                foundNone |= write.NeedsCurrent && current is null;
                if (!write.Decide(current) || write.Content is not { } content)
                {
                    continue;
                }

                Replacement replacement = replacements[i] = files.Begin(write.Key);
                replacement.File.Write(content.Span, 0);
                if (write.Flush)
                {
                    mustFlush = true;
                    if (_writes.Length > 1)
                    {
                        replacement.File.StartFlush(0, content.Length);
                    }
                }
            }
            catch (Exception failure)
            {
                write.Failure = failure;
            }
        }

        return mustFlush;
    }

    private void FlushFiles(Replacement?[] replacements)
    {
        List<DiskFile> flushed = new(_writes.Length);
        List<DocumentWrite> owners = new(_writes.Length);
        for (int i = 0; i < _writes.Length; i++)
        {
            if (_writes[i] is { Flush: true, Failure: null } write && replacements[i] is { } replacement)
            {
                flushed.Add(replacement.File);
                owners.Add(write);
            }
        }

        Exception?[] failures = files.Root.Disk.FlushAll(flushed);
        for (int i = 0; i < failures.Length; i++)
        {
            owners[i].Failure = failures[i];
        }
    }

    /// <summary>Renames what was written, and deletes.</summary>
    /// <returns>Whether names have to be flushed.</returns>
    private bool PutInPlace(Replacement?[] replacements, Span<bool> isChanged, ref bool foundNone)
    {
        bool mustFlush = false;
        for (int i = 0; i < _writes.Length; i++)
        {
            DocumentWrite write = _writes[i];
            if (write.Failure is not null)
            {
                continue;
            }

            try
            {
                if (replacements[i] is { } replacement)
                {
                    replacement.Commit(flush: false);
                    isChanged[i] = true;
                }
                else if (write.IsDeletion)
                {
                    write.OnDeleted(isChanged[i] = files.Root.Disk.Delete(files.PathOf(write.Key)));
                    foundNone |= !isChanged[i];
                }

                mustFlush |= write.Flush && (isChanged[i] || files.OwesNameFlush);
            }
            catch (Exception failure)
            {
                write.Failure = failure;
            }
        }

        return mustFlush;
    }

    /// <summary>One for all. Where it fails, the documents are there to see, but perhaps not after a loss of power.</summary>
    private void FlushNames(Span<bool> isChanged)
    {
        try
        {
            files.Root.Disk.FlushDirectory(files.Directory);
            files.OwesNameFlush = false;
        }
        catch (Exception e)
        {
            bool wasOwed = files.OwesNameFlush;
            files.OwesNameFlush = true;
            Exception failure = e is StorageException
                ? new StorageException(
                    "flush the names in",
                    files.Directory,
                    $"the change is there to see, but whether it survives a loss of power is unknown ({e.Message.TrimEnd('.')})",
                    "Check the system's log and the disk, read what is stored, and write it again.",
                    e)
                : e;
            for (int i = 0; i < _writes.Length; i++)
            {
                if ((isChanged[i] || wasOwed) && _writes[i] is { Flush: true, Failure: null })
                {
                    _writes[i].Failure = failure;
                }
            }
        }
    }
}
