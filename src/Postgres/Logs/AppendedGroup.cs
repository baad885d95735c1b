namespace Ledgerline.Postgres;

/// <summary>A log as a group left it.</summary>
/// <param name="LogId">The log's life.</param>
/// <param name="LastSeq">The group's last number.</param>
/// <param name="LastTs">Its time.</param>
/// <param name="FirstSeq">The first number kept.</param>
/// <param name="Count">How many entries are kept; 0 where nobody asked.</param>
/// <param name="SizeInBytes">The bytes of their payloads.</param>
/// <param name="FirstTs">The first kept entry's time.</param>
/// <param name="IsTold">Whether other processes were told of the group.</param>
internal readonly record struct AppendedGroup(
    Guid LogId, long LastSeq, long LastTs, long FirstSeq, long Count, long SizeInBytes, long FirstTs, bool IsTold = false);
