using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Keeps what it is told.</summary>
internal sealed class RecordingLogger : ILogger
{
    public ConcurrentQueue<(LogLevel Level, int Id, string Text, Exception? Failure)> Told { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Told.Enqueue((logLevel, eventId.Id, formatter(state, exception), exception));
}
