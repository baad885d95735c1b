using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledgerline.Tests.Contract.Histories;

/// <summary>Several callers' operations, done to one log at the same time.</summary>
internal sealed partial class ConcurrentHistory(LogModel model, ManualClock clock)
{
    private readonly List<CompletedCall> _calls = [];
    private long _time;
    private int _ids = 1000;

    /// <summary>Runs each caller's operations on a thread of its own.</summary>
    /// <param name="callers">Each with the log as it sees it.</param>
    /// <exception cref="Xunit.Sdk.XunitException">No order of the calls explains their outcomes.</exception>
    public async Task RunAsync(IReadOnlyList<(TestedLog Log, LogOperation[] Operations)> callers)
    {
        using var start = new Barrier(callers.Count);
        await Task.WhenAll(callers.Select((caller, i) => Task.Factory.StartNew(
            () => CallAsync(i, caller.Log, caller.Operations, start), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        if (!new LinearizabilityCheck(_calls, clock.Now).Finds(model))
        {
            throw new Xunit.Sdk.XunitException(
                $"No order explains, from {model.FirstSeq} to {model.LastSeq}:\n{string.Join('\n', _calls.OrderBy(c => c.Start))}");
        }
    }

    private async Task CallAsync(int caller, TestedLog log, LogOperation[] operations, Barrier start)
    {
        // Places count from what a caller may know: how the log was before, and what this one appended itself.
        long last = model.LastSeq;
        start.SignalAndWait();
        foreach (LogOperation operation in operations)
        {
            LogOperation resolved = operation.Resolve(model.FirstSeq, last, Interlocked.Increment(ref _ids));
            long started = Interlocked.Increment(ref _time);
            string outcome = await resolved.RunAsync(log, clock.Now);
            var call = new CompletedCall(caller, resolved, outcome, started, Interlocked.Increment(ref _time));
            lock (_calls)
            {
                _calls.Add(call);
            }

            last = LastSeqIn(outcome) ?? last;
        }
    }

    /// <summary>What an append's outcome ends with, also a refused one's.</summary>
    private static long? LastSeqIn(string outcome) =>
        LastSeq().Match(outcome) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"LastSeq = (\d+) }$")]
    private static partial Regex LastSeq();
}
