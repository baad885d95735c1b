namespace Ledgerline.PowerShell.Transfer;

/// <summary>An entry as a file has it.</summary>
/// <param name="Seq">Its number; 0 where the file gives none.</param>
/// <param name="TimestampMs">Its time in milliseconds since 1970-01-01 UTC, where the file gives a number.</param>
/// <param name="Data">Its data.</param>
internal readonly record struct SourceEntry(long Seq, long TimestampMs, JsonPayload Data)
{
    /// <summary>The entry as a log has it.</summary>
    public LogEntry<JsonPayload> ToLogEntry() => new(Seq, DateTimeOffset.FromUnixTimeMilliseconds(TimestampMs), Data);
}
