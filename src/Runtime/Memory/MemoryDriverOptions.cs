namespace Ledgerline;

/// <summary>How a <see cref="MemoryDriver"/> behaves.</summary>
public sealed record MemoryDriverOptions
{
    /// <summary>The clock that entries are stamped by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
