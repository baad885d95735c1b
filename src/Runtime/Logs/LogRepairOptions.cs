namespace Ledgerline;

/// <summary>How to repair a log.</summary>
public sealed record LogRepairOptions
{
    /// <summary>
    /// Whether all sound entries are numbered anew, densely from the first one's number on, after a complete backup:
    /// for logs in which two writers used the same numbers. Readers' cursors into the log mean nothing afterwards.
    /// Without it, the default, entries keep their numbers, and those that are out of order are set aside.
    /// </summary>
    public bool Renumber { get; init; }

    /// <summary>
    /// Whether a complete copy of the log is made first also where nothing is renumbered. Without it, the default, only
    /// what is taken out is kept. Where there is nothing to repair no copy is made.
    /// </summary>
    public bool Backup { get; init; }
}
