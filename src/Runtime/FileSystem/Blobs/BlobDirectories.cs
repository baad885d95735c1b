using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>The directories that blobs stand in: made for the first one, removed with the last. Under the blobs' lock.</summary>
/// <param name="scope">The project.</param>
internal sealed class BlobDirectories(ProjectScope scope)
{
    private Disk Disk => scope.Root.Disk;

    /// <summary>Whether a blob could be written to a path at which none is; throws where it could not.</summary>
    /// <exception cref="StorageException">Something else stands in the way.</exception>
    public void ThrowIfTaken(string path, string place)
    {
        if (Disk.Status(Path.GetDirectoryName(place)!) is { IsDirectory: true })
        {
            return;
        }

        for (int at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            string above = path[..at];
            switch (Disk.Status(Path.Combine(scope.Directory, above)))
            {
                case null:
                    return;
                case { Kind: FileKind.File }:
                    throw BlobRefusal.BlobAbove(place, above);
                case { Kind: FileKind.Other }:
                    throw NotADirectory(place, above);
            }
        }
    }

    /// <summary>Makes the directory for a blob that is not there yet, durably.</summary>
    /// <exception cref="StorageException">Something else stands in the way.</exception>
    public void MakeRoom(string path, string place)
    {
        if (Disk.Status(place) is { IsDirectory: true } && !TryRemoveEmpty(place))
        {
            throw BlobRefusal.BlobsBelow(place, path);
        }

        ThrowIfTaken(path, place);
        scope.EnsureDirectory(Path.GetDirectoryName(place)!);
    }

    /// <summary>Removes the directories above a blob that are empty.</summary>
    public void Prune(string place)
    {
        try
        {
            string directory = Path.GetDirectoryName(place)!;
            while (directory != scope.Directory && Disk.TryRemoveDirectory(directory))
            {
                directory = Path.GetDirectoryName(directory)!;
            }
        }
        catch (StorageException)
        {
            // The blob is gone; an empty directory that cannot be removed is in nobody's way.
        }
    }

    /// <summary>
    /// Puts a change of a name on stable storage. Where the directory was removed with it, it is the removal that counts,
    /// and the name goes with it.
    /// </summary>
    public void FlushName(string place)
    {
        for (string directory = Path.GetDirectoryName(place)!; ; directory = Path.GetDirectoryName(directory)!)
        {
            try
            {
                Disk.FlushDirectory(directory);
                return;
            }
            catch (StorageException) when (directory != scope.Directory && Disk.Status(directory) is null)
            {
                // On to the one above it.
            }
            catch (StorageException)
            {
                scope.ThrowIfMissing();
                throw;
            }
        }
    }

    /// <summary>Removes a directory that holds nothing but such: a writer that died may have left it.</summary>
    private bool TryRemoveEmpty(string directory)
    {
        foreach (DirectoryEntry entry in Disk.List(directory) ?? [])
        {
            if (entry.Kind != FileKind.Directory || !TryRemoveEmpty(Path.Combine(directory, entry.Name)))
            {
                return false;
            }
        }

        return Disk.TryRemoveDirectory(directory);
    }

    private static StorageException NotADirectory(string place, string above) => new(
        "write", place, $"'{above}' is a link or a device, and blobs are never reached through one",
        $"Replace '{above}' by a directory, or choose another path.");
}
