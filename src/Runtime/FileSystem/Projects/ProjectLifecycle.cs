using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// Makes, lists and removes the directories of projects. A deletion is one rename: what follows it can be done again, by
/// anybody, until it is done.
/// </summary>
internal static class ProjectLifecycle
{
    /// <summary>The ids of the projects that there are, in no order, read while they are enumerated.</summary>
    public static IEnumerable<string> List(DataRoot root)
    {
        foreach (DirectoryEntry entry in root.Disk.List(root.ProjectsDirectory) ?? [])
        {
            if (entry.Kind == FileKind.Directory && StorageName.IsValid(entry.Name))
            {
                yield return entry.Name;
            }
        }
    }

    /// <summary>Makes a project, durably. No write in one of the same id that was deleted goes on meanwhile.</summary>
    /// <returns>Whether it was made by this call.</returns>
    public static bool Create(ProjectScope scope)
    {
        DataRoot root = scope.Root;
        if (IsWhole())
        {
            return false;
        }

        root.CreateDirectories(root.ProjectsDirectory);
        using DiskFile? alone = scope.Lock.TakeAlone(IsWhole);
        if (alone is null)
        {
            return false;
        }

        bool created = root.Disk.CreateDirectory(scope.Directory);

        // The inner directory last: whoever sees it knows that the project's name is durable.
        root.Disk.FlushDirectory(root.ProjectsDirectory);
        root.CreateDirectories(scope.MetaDirectory, within: scope.Directory);
        return created;

        bool IsWhole() => root.Disk.Status(scope.MetaDirectory) is { IsDirectory: true };
    }

    /// <summary>
    /// Moves a project away, durably, and waits for the writes that had begun in it, in every process. Then nothing of it
    /// is seen or written any more; <see cref="DeletedProjects"/> frees what it took.
    /// </summary>
    /// <param name="scope">The project.</param>
    /// <param name="deleted">Where it goes.</param>
    /// <param name="hasLeft">Whether there is something to free, of this deletion or of one that was cut short.</param>
    /// <returns>Whether there was a project.</returns>
    public static bool Delete(ProjectScope scope, DeletedProjects deleted, out bool hasLeft)
    {
        bool existed = deleted.TryTake(scope.Id, scope.Directory);
        hasLeft = existed || deleted.Holds(scope.Id);
        if (hasLeft)
        {
            deleted.Flush();

            // Whoever has made the project anew has waited for them too.
            using DiskFile? alone = scope.Lock.TakeAlone(() => scope.Root.Disk.Status(scope.Directory) is { IsDirectory: true });
            if (alone is not null)
            {
                scope.Lock.Remove();
            }
        }

        return existed;
    }
}
