namespace Ledgerline;

/// <summary>How a project is copied.</summary>
public sealed record ProjectCopyOptions
{
    /// <summary>The id of the project that is written; null for the source's. 1-128 of <c>A-Z a-z 0-9 _ -</c>.</summary>
    public string? TargetProjectId { get; init; }

    /// <summary>What each acknowledgement of the target means; null for the target driver's setting.</summary>
    public Durability? Durability { get; init; }

    /// <summary>
    /// Makes the target's documents and blobs those of the source: one that differs is replaced, one that the source does
    /// not have is deleted, each only in the version that was compared. For a source that is written to between two
    /// copies. Logs are never written over. Off by default: then a difference is a <see cref="ProjectCopyException"/>.
    /// </summary>
    public bool Mirror { get; init; }

    /// <summary>
    /// About how many bytes of entries are imported at a time, from 1: that many are held in memory, and as many are read
    /// again after an interruption. An entry that is larger goes alone. 1 MiB by default.
    /// </summary>
    public int BatchBytes { get; init; } = 1 << 20;
}
