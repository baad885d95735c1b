using Microsoft.Extensions.Logging;

namespace Ledgerline.AspNetCore;

/// <summary>What the logger is told of requests.</summary>
internal static partial class WebLogging
{
    /// <summary>The logger's category.</summary>
    public const string Category = "Ledgerline.AspNetCore";

    [LoggerMessage(1, LogLevel.Warning, "The event stream {Path} ended early, because its log could not be read; its client returns by itself.")]
    public static partial void StreamFailed(ILogger logger, Exception failure, string path);

    [LoggerMessage(2, LogLevel.Error, "The request {Path} failed, because the storage did.")]
    public static partial void RequestFailed(ILogger logger, Exception failure, string path);

    [LoggerMessage(3, LogLevel.Warning, "A log could not be followed any more. Its event streams ended; their clients return by themselves.")]
    public static partial void FollowingFailed(ILogger logger, Exception failure);
}
