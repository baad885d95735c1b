using Microsoft.Extensions.Logging;

namespace Ledgerline;

/// <summary>Settings of a <see cref="FileSystemDriver"/>.</summary>
public sealed record FileSystemDriverOptions
{
    /// <summary>What an acknowledgement means where neither the call nor the definition says. <see cref="Durability.Flushed"/>.</summary>
    public Durability Durability { get; init; }

    /// <summary>The clock that timestamps entries. The system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How much a log keeps whose definition does not say; null for everything.</summary>
    public LogRetention? Retention { get; init; }

    /// <summary>
    /// Told of recoveries, quarantines and failed flushes, and of nothing else; null, the default, tells nobody. They are
    /// counted by the meter <c>Ledgerline</c> in any case.
    /// </summary>
    public ILogger? Logger { get; init; }
}
