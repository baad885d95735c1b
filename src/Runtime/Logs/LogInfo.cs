namespace Ledgerline;

/// <summary>The state of a log at one moment.</summary>
/// <param name="LastSeq">The last number ever assigned; 0 where nothing was ever appended.</param>
/// <param name="FirstSeq">The first number kept; <c>LastSeq + 1</c> where nothing is kept.</param>
/// <param name="Count">The number of entries kept; where numbers among or behind them were lost, a driver may count these too.</param>
/// <param name="SizeInBytes">The bytes that the kept entries occupy.</param>
/// <param name="FirstTimestamp">The first kept entry's time, or null where nothing is kept.</param>
/// <param name="LastTimestamp">The last assigned time, or null where nothing was ever appended.</param>
/// <param name="IsCompleted">Whether the log was sealed.</param>
public sealed record LogInfo(
    long LastSeq,
    long FirstSeq,
    long Count,
    long SizeInBytes,
    DateTimeOffset? FirstTimestamp,
    DateTimeOffset? LastTimestamp,
    bool IsCompleted);
