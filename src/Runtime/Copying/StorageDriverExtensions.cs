using Ledgerline.Copying;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>What can be done with any two drivers.</summary>
public static class StorageDriverExtensions
{
    /// <summary>
    /// Copies a project to another driver, or under another id: logs with their numbers, times, lost numbers, counts
    /// and seals, documents byte for byte, blobs. The target project is made where it does not exist.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Called again after an interruption of any kind, with the same arguments, it goes on where it stopped: entries,
    /// documents and blobs that the target has already are compared and not written again. A blob or a batch of entries
    /// that was under way begins anew. Memory is bounded by <see cref="ProjectCopyOptions.BatchBytes"/> and the largest
    /// entry or document; blobs are streamed.
    /// </para>
    /// <para>
    /// Nothing that somebody else wrote into the target is written over or removed: a log there that is not the beginning
    /// of the source's, a document or blob with other content, or one that the source does not have, is a
    /// <see cref="ProjectCopyException"/> that names it (but see <see cref="ProjectCopyOptions.Mirror"/>). Of a log that
    /// is, entries are removed from the target that the source has truncated since; where the source keeps no entry by
    /// which the two can be compared, that too is an exception.
    /// </para>
    /// <para>
    /// Everything is checked: entries that were written are read back once a log is done, and their hash, the log's first
    /// and last number, its last time and its seal are compared with the source's; documents and blobs are read back one
    /// by one; at the end, the names in both projects are compared.
    /// </para>
    /// <para>
    /// The source may be written to meanwhile. Each log is copied up to where it is when its turn comes, and each document
    /// and blob as it is then; together they are no snapshot. Whoever moves stops the writers, copies once more, which
    /// brings over what is new, with <see cref="ProjectCopyOptions.Mirror"/> where documents or blobs have changed, and
    /// goes on in the target. The target is for the copy alone until it has ended.
    /// </para>
    /// <para>
    /// A blob's time of last modification and ETag are the target's own: those of when it was copied. So is the ETag of a
    /// document only where the driver makes others than the source's of the same bytes; those of this library do not.
    /// </para>
    /// </remarks>
    /// <param name="source">The driver to read.</param>
    /// <param name="projectId">The project. 1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="target">The driver to write; the same one with another <see cref="ProjectCopyOptions.TargetProjectId"/>.</param>
    /// <param name="options">How to copy; null for the defaults.</param>
    /// <param name="progress">Told about five times a second, and once at the end.</param>
    /// <param name="cancellationToken">Ends the copy between two steps; a later call goes on.</param>
    /// <returns>What was copied, and what was there already.</returns>
    /// <exception cref="ArgumentException">An id breaks the rule, or the project is to be copied to itself.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="ProjectNotFoundException">The source does not exist, or a project was deleted meanwhile.</exception>
    /// <exception cref="ProjectCopyException">The target holds something else than the source.</exception>
    /// <exception cref="LogCorruptException">A log of the source is damaged. What comes before the damage was copied.</exception>
    /// <exception cref="DocumentCorruptException">A document of the source is not JSON.</exception>
    /// <exception cref="StorageException">A storage refused.</exception>
    public static async Task<ProjectCopyResult> CopyProjectAsync(
        this IStorageDriver source,
        string projectId,
        IStorageDriver target,
        ProjectCopyOptions? options = null,
        IProgress<ProjectCopyProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        StorageName.ThrowIfInvalid(projectId, "project id");
        options ??= new ProjectCopyOptions();
        string targetId = options.TargetProjectId ?? projectId;
        StorageName.ThrowIfInvalid(targetId, "project id");
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchBytes, 1, nameof(options));
        if (ReferenceEquals(source, target) && targetId == projectId)
        {
            throw new ArgumentException(
                $"The project '{projectId}' cannot be copied to itself. Set TargetProjectId, or give another driver.", nameof(target));
        }

        Project from = source.Project(projectId);
        await ThrowIfMissingAsync(from, cancellationToken).ConfigureAwait(false);
        await target.CreateProjectAsync(targetId, cancellationToken).ConfigureAwait(false);
        var tally = new CopyTally(progress);
        var copy = new ProjectCopy(from.Store, target.Project(targetId).Store, $"{target.Info.Name}, project {targetId}", options, tally);
        await copy.RunAsync(cancellationToken).ConfigureAwait(false);
        return new(targetId, tally.Copied, tally.AlreadyThere);
    }

    /// <summary>Looks for the source before the target is made.</summary>
    private static async Task ThrowIfMissingAsync(Project project, CancellationToken cancellationToken)
    {
        await foreach (string name in project.ListLogsAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }
    }
}
