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

    /// <summary>The right to write to a part of it: one thread of one process at a time has it.</summary>
    /// <param name="lockFile">The lock between processes.</param>
    /// <param name="directory">The directory that the lock stands in.</param>
    public WriteTurn NewTurn(LockFile lockFile, string directory) =>
        new(lockFile, Root.TurnClock, () => EnsureDirectory(directory));
}
