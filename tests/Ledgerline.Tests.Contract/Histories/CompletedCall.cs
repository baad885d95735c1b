namespace Ledgerline.Tests.Contract.Histories;

/// <summary>An operation that one of several callers made, and what came of it.</summary>
/// <typeparam name="TOperation">What callers do.</typeparam>
/// <param name="Caller">Which one.</param>
/// <param name="Operation">What was done.</param>
/// <param name="Outcome">In words.</param>
/// <param name="Start">Before it, by the history's own count.</param>
/// <param name="End">After it.</param>
public sealed record CompletedCall<TOperation>(int Caller, TOperation Operation, string Outcome, long Start, long End)
{
    public override string ToString() => $"{Start,3}-{End,-3} caller {Caller}: {Operation} => {Outcome}";
}
