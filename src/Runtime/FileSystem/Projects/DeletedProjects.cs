namespace Ledgerline.FileSystem;

/// <summary>
/// What was moved away to be removed: <c>projects/.deleted/&lt;id&gt;.&lt;unique&gt;</c>. Nothing here is a project any more, so
/// it can be removed by anybody at any time, by several at once too.
/// </summary>
internal sealed class DeletedProjects(DataRoot root)
{
    // No character of a project's id.
    private const char Separator = '.';

    private readonly string _directory = Path.Combine(root.ProjectsDirectory, ".deleted");

    private StorageException? _failure;
    private bool _hasProgressed;

    /// <summary>Whether there is something of a project; of any where <paramref name="id"/> is null.</summary>
    public bool Holds(string? id) => Of(id).Any();

    /// <summary>Moves a project's directory here, in one step.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(string id, string directory)
    {
        if (root.Disk.Status(directory) is not { IsDirectory: true })
        {
            return false;
        }

        root.Disk.CreateDirectory(_directory);
        try
        {
            root.Disk.Rename(directory, NewPath(id));
            return true;
        }
        catch (StorageException) when (root.Disk.Status(directory) is null)
        {
            // Somebody else did.
            return false;
        }
    }

    /// <summary>Makes durable that projects are gone from where projects are.</summary>
    public void Flush()
    {
        root.Disk.FlushDirectory(_directory);
        root.Disk.FlushDirectory(root.ProjectsDirectory);
    }

    /// <summary>Removes what is here of a project; of all of them where <paramref name="id"/> is null. For one thread.</summary>
    /// <exception cref="StorageException">Something cannot be removed; all else is.</exception>
    public void Remove(string? id)
    {
        do
        {
            (_failure, _hasProgressed) = (null, false);
            bool isEmpty = true;
            foreach (DirectoryEntry entry in Of(id))
            {
                root.ThrowIfClosed();
                isEmpty = false;
                Remove(entry);
            }

            if (isEmpty)
            {
                return;
            }
        }
        while (_hasProgressed);

        throw _failure ?? new StorageException(
            "remove", _directory, "something in it is neither removed nor refused", "Remove it by hand: nothing there belongs to a project any more.");
    }

    /// <summary>
    /// Removes an entry; of directories in it, those that are not empty are moved beside it, to be removed by the next
    /// round. So neither the stack, nor the descriptors, nor the length of a path depends on how deep they are, and no
    /// path goes through a directory that somebody could have replaced by a link.
    /// </summary>
    private void Remove(DirectoryEntry entry)
    {
        string path = Path.Combine(_directory, entry.Name);
        if (entry.Kind != FileKind.Directory)
        {
            Try(() => root.Disk.Delete(path));
            return;
        }

        string id = entry.Name[..Math.Max(0, entry.Name.IndexOf(Separator, StringComparison.Ordinal))];
        Try(() =>
        {
            foreach (DirectoryEntry inner in root.Disk.List(path) ?? [])
            {
                root.ThrowIfClosed();
                string innerPath = Path.Combine(path, inner.Name);
                Try(() => inner.Kind == FileKind.Directory ? RemoveOrMove(innerPath, id) : root.Disk.Delete(innerPath));
            }

            // What no path can name was not among it; the next round finds it by another name.
            return root.Disk.TryRemoveDirectory(path) || root.Disk.RenameUnlisted(path);
        });
    }

    private bool RemoveOrMove(string path, string id)
    {
        if (!root.Disk.TryRemoveDirectory(path))
        {
            root.Disk.Rename(path, NewPath(id));
        }

        return true;
    }

    private void Try(Func<bool> remove)
    {
        try
        {
            _hasProgressed |= remove();
        }
        catch (StorageException failure)
        {
            _failure ??= failure;
        }
    }

    private string NewPath(string id) => Path.Combine(_directory, $"{id}{Separator}{Guid.NewGuid():N}");

    private IEnumerable<DirectoryEntry> Of(string? id) => (root.Disk.List(_directory) ?? [])
        .Where(entry => id is null || entry.Name.StartsWith(id + Separator, StringComparison.Ordinal));
}
