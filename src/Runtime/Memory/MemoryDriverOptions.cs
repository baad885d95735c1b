namespace Ledgerline;

/// <summary>How a <see cref="MemoryDriver"/> behaves.</summary>
public sealed record MemoryDriverOptions
{
    /// <summary>The clock that entries are stamped by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How much a log keeps whose definition does not say; null for everything.</summary>
    public LogRetention? Retention { get; init; }
}
