namespace Ledgerline;

/// <summary>
/// The entry point to stored data: a set of projects over files, memory or a database. Every driver keeps the
/// same promises. Members are safe to call from any thread.
/// </summary>
/// <remarks>
/// Disposing a driver drains the appends that have begun, then ends its subscriptions; what is called afterwards
/// throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface IStorageDriver : IAsyncDisposable
{
    /// <summary>What this driver is and can do.</summary>
    DriverInfo Info { get; }

    /// <summary>The documents that belong to no project.</summary>
    SharedDocuments Shared { get; }

    /// <summary>Makes a project, durably. Does nothing where it exists.</summary>
    /// <param name="projectId">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="cancellationToken">Counts until the project is being made.</param>
    /// <returns>Whether the project was made by this call.</returns>
    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    /// <exception cref="StorageException">The storage refused.</exception>
    Task<bool> CreateProjectAsync(string projectId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes a project with all that is in it. What was acknowledged before goes with it. What is called later, and what
    /// is under way and not acknowledged when this completes, throws <see cref="ProjectNotFoundException"/>, in every
    /// process, until the project is made anew; nothing brings it back but <see cref="CreateProjectAsync"/>.
    /// Subscriptions in it end, as at completion; those of other processes soon after. Handles on it stay good for a
    /// project that is made anew under its id, which begins empty, and whose logs begin at 1.
    /// </summary>
    /// <remarks>
    /// Waits for the writes that have begun, in every process. Links in the project are removed, and what they lead to is
    /// not touched. If the process dies meanwhile, the project is there whole or is gone; in the second case what is left
    /// of it is removed when the storage is opened next, or by calling this again.
    /// </remarks>
    /// <param name="projectId">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <param name="cancellationToken">Counts until the deletion begins.</param>
    /// <returns>Whether there was a project.</returns>
    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    /// <exception cref="StorageException">
    /// The storage refused. If something of the project cannot be removed, all else is, the project is gone all the same,
    /// and the message says where the rest is.
    /// </exception>
    Task<bool> DeleteProjectAsync(string projectId, CancellationToken cancellationToken = default);

    /// <summary>
    /// The ids of all projects, in no particular order. They are read while they are enumerated, in constant memory: a
    /// project that is made or deleted meanwhile may be among them or not.
    /// </summary>
    IAsyncEnumerable<string> ListProjectIdsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// A handle on a project. It touches no storage: where the project does not exist, the handle's members throw
    /// <see cref="ProjectNotFoundException"/>.
    /// </summary>
    /// <param name="projectId">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    Project Project(string projectId);
}
