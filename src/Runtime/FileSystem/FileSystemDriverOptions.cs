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
}
