using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledgerline.Tests.Contract.Histories;

/// <summary>Several callers' operations, done to one log at the same time.</summary>
internal sealed partial class ConcurrentHistory(LogModel model, ManualClock clock)
{
    private int _ids = 1000;

    /// <summary>Runs each caller's operations on a thread of its own.</summary>
    /// <param name="callers">Each with the log as it sees it.</param>
    /// <exception cref="Xunit.Sdk.XunitException">No order of the calls explains their outcomes.</exception>
    public async Task RunAsync(IReadOnlyList<(TestedLog Log, LogOperation[] Operations)> callers)
    {
        IReadOnlyList<CompletedCall<LogOperation>> calls = await new ConcurrentCallers<LogOperation>().RunAsync([.. callers.Select(Caller)]);
        var check = new LinearizabilityCheck<LogModel, LogOperation>(
            calls, static m => m.Copy(), Describe, (operation, m) => operation.Apply(m, clock.Now));
        if (!check.Finds(model))
        {
            throw new Xunit.Sdk.XunitException(
                $"No order explains, from {model.FirstSeq} to {model.LastSeq}:\n{string.Join('\n', calls.OrderBy(c => c.Start))}");
        }
    }

    private (IEnumerable<LogOperation> Operations, Func<LogOperation, Task<string>> Do) Caller((TestedLog Log, LogOperation[] Operations) caller)
    {
        // Places count from what a caller may know: how the log was before, and what this one appended itself.
        long last = model.LastSeq;
        return (
            caller.Operations.Select(operation => operation.Resolve(model.FirstSeq, last, Interlocked.Increment(ref _ids))),
            async operation =>
            {
                string outcome = await operation.RunAsync(caller.Log, clock.Now);
                last = LastSeqIn(outcome) ?? last;
                return outcome;
            });
    }

    private static string Describe(LogModel model) => $"{model.LastSeq} {model.IsCompleted} {string.Join(' ', model.Entries)}";

    /// <summary>What an append's outcome ends with, also a refused one's.</summary>
    private static long? LastSeqIn(string outcome) =>
        LastSeq().Match(outcome) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"LastSeq = (\d+) }$")]
    private static partial Regex LastSeq();
}
