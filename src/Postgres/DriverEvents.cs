using Microsoft.Extensions.Logging;

namespace Ledgerline.Postgres;

/// <summary>What an administrator wants to see, told to a logger where there is one.</summary>
internal static partial class DriverEvents
{
    /// <summary>What a log holds beyond its policy could not be removed; the append that made it due stands.</summary>
    public static void TrimmingFailed(ILogger? logger, string log, Exception failure)
    {
        if (logger is not null)
        {
            LogTrimmingFailed(logger, failure, log);
        }
    }

    /// <summary>The notes of old writes could not be removed; the write that was to do it stands.</summary>
    public static void ForgettingFailed(ILogger? logger, string documents, Exception failure)
    {
        if (logger is not null)
        {
            LogForgettingFailed(logger, failure, documents);
        }
    }

    /// <summary>The connection that is notified was lost.</summary>
    public static void ListenerLost(ILogger? logger, Exception failure)
    {
        if (logger is not null)
        {
            LogListenerLost(logger, failure);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Could not remove what the log {Log} holds beyond its policy: appends go on, and the next one tries again.")]
    private static partial void LogTrimmingFailed(ILogger logger, Exception failure, string log);

    [LoggerMessage(2, LogLevel.Warning, "Lost the connection that is notified of changes: what is followed is looked at again once there is another.")]
    private static partial void LogListenerLost(ILogger logger, Exception failure);

    [LoggerMessage(3, LogLevel.Warning, "Could not remove the notes of old writes of {Documents}: writes go on, and a later one tries again.")]
    private static partial void LogForgettingFailed(ILogger logger, Exception failure, string documents);
}
