namespace Ledgerline.Tests.Contract.Histories;

/// <summary>
/// Looks for an order of concurrent calls in which a log used by one caller gives the same outcomes, and in which no
/// call stands before one that had ended when it began: the search of Wing and Gong, with Lowe's memory of dead ends.
/// CsCheck's own check of concurrency compares only the state at the end, neither the outcomes nor the order in time.
/// </summary>
/// <param name="calls">At most 64.</param>
/// <param name="now">What the clock said all the time.</param>
internal sealed class LinearizabilityCheck(IReadOnlyList<CompletedCall> calls, DateTimeOffset now)
{
    private readonly HashSet<(ulong Done, string State)> _deadEnds = [];

    /// <param name="model">The log before the first call.</param>
    public bool Finds(LogModel model) => Finds(model, 0);

    private bool Finds(LogModel model, ulong done)
    {
        if (System.Numerics.BitOperations.PopCount(done) == calls.Count)
        {
            return true;
        }

        if (!_deadEnds.Add((done, $"{model.LastSeq} {model.IsCompleted} {string.Join(' ', model.Entries)}")))
        {
            return false;
        }

        // Whatever is still to come may be next if nothing else that is still to come had ended before it began.
        long firstEnd = Enumerable.Range(0, calls.Count).Where(i => (done & (1UL << i)) == 0).Min(i => calls[i].End);
        for (int i = 0; i < calls.Count; i++)
        {
            if ((done & (1UL << i)) == 0 && calls[i].Start <= firstEnd)
            {
                LogModel next = model.Copy();
                if (calls[i].Operation.Apply(next, now) == calls[i].Outcome && Finds(next, done | (1UL << i)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
