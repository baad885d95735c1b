namespace Ledgerline.Drivers;

/// <summary>What a driver did with an append: gave it numbers, or found that the log had moved on.</summary>
/// <param name="FirstSeq">The first number given; with <paramref name="IsConflict"/>, of no meaning.</param>
/// <param name="LastSeq">The last number given; with <paramref name="IsConflict"/>, the log's last.</param>
/// <param name="IsConflict">Whether the expected last number was not the log's; nothing was written then.</param>
public readonly record struct AppendOutcome(long FirstSeq, long LastSeq, bool IsConflict);
