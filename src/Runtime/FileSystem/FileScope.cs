namespace Ledgerline.FileSystem;

/// <summary>What files belong to that are written under locks: a project, or the documents that belong to none.</summary>
internal abstract class FileScope(DataRoot root)
{
    /// <summary>What the driver shares.</summary>
    public DataRoot Root { get; } = root;

    /// <summary>Throws where it does not exist, or no longer.</summary>
    /// <exception cref="ProjectNotFoundException">It is a project that does not exist.</exception>
    public abstract void ThrowIfMissing();

    /// <summary>Makes a directory in it, where there is none yet, and those between.</summary>
    /// <exception cref="ProjectNotFoundException">It is a project that does not exist.</exception>
    public abstract void EnsureDirectory(string directory);

    /// <summary>
    /// Begins to write, where nobody is making or deleting the project just now. It is a project that may be gone: whoever
    /// has entered looks whether what he found before is still at its path, and from then on it is until he leaves, or his
    /// paths lead nowhere.
    /// </summary>
    /// <exception cref="ProjectNotFoundException">It is a project that does not exist.</exception>
    public abstract bool TryEnter();

    /// <summary>The same, waiting.</summary>
    public abstract void Enter(CancellationToken cancellationToken);

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public abstract void Leave();

    /// <summary>What somebody holds who follows something in it: it says when that is gone. Left at the end.</summary>
    /// <exception cref="ProjectNotFoundException">It is a project that does not exist.</exception>
    public abstract ProjectLifetime Follow();

    /// <summary>What a failure is to be told as: where the project was deleted meanwhile, that.</summary>
    public Exception Explain(Exception failure)
    {
        if (failure is StorageException or LogCorruptException)
        {
            try
            {
                ThrowIfMissing();
            }
            catch (ProjectNotFoundException missing)
            {
                return missing;
            }
            catch (Exception)
            {
                // The first failure is the one to tell of.
            }
        }

        return failure;
    }

    /// <summary>The right to write to a part of it: one thread of one process at a time has it.</summary>
    /// <param name="lockFile">The lock between processes.</param>
    /// <param name="directory">The directory that the lock stands in.</param>
    public WriteTurn NewTurn(LockFile lockFile, string directory)
    {
        // Whoever made the directory has perhaps died before its name was durable: only a lock that was once held says that it is.
        lockFile.BeforeFirstUse = () => EnsureDirectory(directory);
        return new(this, lockFile, Root.TurnClock, directory);
    }
}
