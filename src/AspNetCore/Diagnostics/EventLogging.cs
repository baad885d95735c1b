using Microsoft.Extensions.Logging;

namespace Ledgerline.AspNetCore;

/// <summary>What the logger is told of event streams.</summary>
internal static partial class EventLogging
{
    [LoggerMessage(1, LogLevel.Warning, "The event stream {Path} ended early, because its log could not be read; its client returns by itself.")]
    public static partial void StreamFailed(ILogger logger, Exception failure, string path);
}
