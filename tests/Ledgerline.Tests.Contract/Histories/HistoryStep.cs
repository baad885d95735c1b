namespace Ledgerline.Tests.Contract.Histories;

/// <summary>One step of a history that one caller makes.</summary>
public abstract record HistoryStep
{
    /// <summary>An operation, through the driver or its rival.</summary>
    public sealed record Do(LogOperation Operation, bool ByRival) : HistoryStep;

    /// <summary>The clock goes on, or back.</summary>
    public sealed record MoveClock(int Milliseconds) : HistoryStep;

    /// <summary>The rival is closed and opened anew.</summary>
    public sealed record Reopen : HistoryStep;

    /// <summary>A follower reads all that is there.</summary>
    public sealed record Follow : HistoryStep;
}
