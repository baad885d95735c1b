namespace LiveLog.Logs;

/// <summary>Where a time is in a log: the first entry at or after it; null where there is none yet.</summary>
internal sealed record LogPlace(long? Seq, long? Time);
