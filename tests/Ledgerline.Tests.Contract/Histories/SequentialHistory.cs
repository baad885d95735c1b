namespace Ledgerline.Tests.Contract.Histories;

/// <summary>One caller's steps, done to a log and to its model.</summary>
internal sealed class SequentialHistory(TestedLog log, Func<TestedLog> rival, Func<Task> reopen, ModelFollower? follower, LogModel model, ManualClock clock)
{
    private readonly List<string> _done = [];

    /// <exception cref="Xunit.Sdk.XunitException">An outcome is not the model's; says which, and what was done before.</exception>
    public async Task RunAsync(IEnumerable<HistoryStep> steps)
    {
        foreach (HistoryStep step in steps)
        {
            try
            {
                await StepAsync(step);
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"{string.Join('\n', _done)}\n{e}");
            }
        }
    }

    private async Task StepAsync(HistoryStep step)
    {
        switch (step)
        {
            case HistoryStep.Do(var operation, var byRival):
                LogOperation resolved = operation.Resolve(model.FirstSeq, model.LastSeq, _done.Count + 1);
                _done.Add(resolved.ToString());
                string expected = resolved.Apply(model, clock.Now);
                Assert.Equal(expected, await resolved.RunAsync(byRival ? rival() : log, clock.Now));
                break;
            case HistoryStep.MoveClock(var milliseconds):
                _done.Add(step.ToString());
                clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
                break;
            case HistoryStep.Reopen:
                _done.Add(step.ToString());
                await reopen();
                break;
            case HistoryStep.Follow:
                _done.Add(step.ToString());
                follower?.CatchUp();
                break;
        }
    }
}
