namespace Ledgerline.Postgres;

/// <summary>What tells that a followed log has changed.</summary>
internal readonly record struct LogHead(Guid Life, Guid? LogId, long FirstSeq, long LastSeq, bool IsCompleted);
