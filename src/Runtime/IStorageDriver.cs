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

    /// <summary>The ids of all projects, in ordinal order.</summary>
    IAsyncEnumerable<string> ListProjectIdsAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// A handle on a project. It touches no storage: where the project does not exist, the handle's members throw
    /// <see cref="ProjectNotFoundException"/>.
    /// </summary>
    /// <param name="projectId">1-128 of <c>A-Z a-z 0-9 _ -</c>.</param>
    /// <exception cref="ArgumentException">The id breaks the rule.</exception>
    Project Project(string projectId);
}
