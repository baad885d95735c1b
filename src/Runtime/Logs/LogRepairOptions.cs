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
}
