using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledgerline;

/// <summary>
/// The events of a driver that an administrator wants to see: each is counted, and told to a logger where there is one.
/// None of them is on the path of an append that goes well.
/// </summary>
internal sealed partial class StorageEvents(ILogger? logger)
{
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>A crash had left something behind the last committed entry, and it was mended.</summary>
    public void Recovered(string log, long lastSeq)
    {
        LedgerlineMeter.Recoveries.Add(1);
        LogRecovered(_logger, log, lastSeq);
    }

    /// <summary>A part of a log was copied to its quarantine.</summary>
    public void Quarantined(string log, string quarantine, long offset, long length)
    {
        LedgerlineMeter.BytesQuarantined.Add(length);
        LogQuarantined(_logger, log, quarantine, offset, length);
    }

    /// <summary>A flush failed.</summary>
    public void FlushFailed(string log, Exception failure)
    {
        LedgerlineMeter.FlushFailures.Add(1);
        LogFlushFailed(_logger, failure, log);
    }

    /// <summary>A log was written to a new file, because a flush of the old one had failed.</summary>
    public void Rewritten(string log, long length) => LogRewritten(_logger, log, length);

    /// <summary>What a log holds beyond its policy could not be removed; the append that made it due stands.</summary>
    public void TrimmingFailed(string log, Exception failure) => LogTrimmingFailed(_logger, failure, log);

    /// <summary>A log was repaired.</summary>
    public void Repaired(string log, long entries, long lines, string? backup) =>
        LogRepaired(_logger, log, entries, lines, backup ?? "no copy");

    /// <summary>What was left of a deleted project could not be removed when the root was opened.</summary>
    public void DeletionUnfinished(Exception failure) => LogDeletionUnfinished(_logger, failure);

    [LoggerMessage(1, LogLevel.Warning, "Recovered the log {Log}: its end was mended after a crash; it goes on after seq {LastSeq}.")]
    private static partial void LogRecovered(ILogger logger, string log, long lastSeq);

    [LoggerMessage(2, LogLevel.Warning, "Moved {Length} bytes of the log {Log}, from offset {Offset}, to {Quarantine}.")]
    private static partial void LogQuarantined(ILogger logger, string log, string quarantine, long offset, long length);

    [LoggerMessage(3, LogLevel.Error, "A flush of the log {Log} failed: whoever waited for it was told so, and the log is written to a new file before the next append.")]
    private static partial void LogFlushFailed(ILogger logger, Exception failure, string log);

    [LoggerMessage(4, LogLevel.Warning, "Wrote the log {Log} ({Length} bytes) to a new file, because a flush of the old one had failed.")]
    private static partial void LogRewritten(ILogger logger, string log, long length);

    [LoggerMessage(5, LogLevel.Warning, "Could not remove what the log {Log} holds beyond its policy: appends go on, and the next one tries again.")]
    private static partial void LogTrimmingFailed(ILogger logger, Exception failure, string log);

    [LoggerMessage(6, LogLevel.Warning, "Repaired the log {Log}: it has {Entries} entries, {Lines} lines were set aside; before that it was copied to: {Backup}.")]
    private static partial void LogRepaired(ILogger logger, string log, long entries, long lines, string backup);

    [LoggerMessage(7, LogLevel.Warning, "Could not remove all that is left of deleted projects: nothing of it is in use; the next process that opens the root tries again.")]
    private static partial void LogDeletionUnfinished(ILogger logger, Exception failure);
}
