namespace Ledgerline.Tests.Contract.Histories;

/// <summary>
/// Looks for an order of concurrent calls in which a thing used by one caller gives the same outcomes, and in which no
/// call stands before one that had ended when it began: the search of Wing and Gong, with Lowe's memory of dead ends.
/// CsCheck's own check of concurrency compares only the state at the end, neither the outcomes nor the order in time.
/// </summary>
/// <typeparam name="TModel">What the thing must do.</typeparam>
/// <typeparam name="TOperation">What callers do.</typeparam>
/// <param name="calls">At most 64.</param>
/// <param name="copy">Copies a model.</param>
/// <param name="describe">Says all of a model's state.</param>
/// <param name="apply">Does an operation to a model and gives the outcome in the words of the call's.</param>
internal sealed class LinearizabilityCheck<TModel, TOperation>(
    IReadOnlyList<CompletedCall<TOperation>> calls, Func<TModel, TModel> copy, Func<TModel, string> describe, Func<TOperation, TModel, string> apply)
{
    private readonly HashSet<(ulong Done, string State)> _deadEnds = [];

    /// <param name="model">The thing before the first call.</param>
    public bool Finds(TModel model) => Finds(model, 0);

    private bool Finds(TModel model, ulong done)
    {
        if (System.Numerics.BitOperations.PopCount(done) == calls.Count)
        {
            return true;
        }

        if (!_deadEnds.Add((done, describe(model))))
        {
            return false;
        }

        // Whatever is still to come may be next if nothing else that is still to come had ended before it began.
        long firstEnd = Enumerable.Range(0, calls.Count).Where(i => (done & (1UL << i)) == 0).Min(i => calls[i].End);
        for (int i = 0; i < calls.Count; i++)
        {
            if ((done & (1UL << i)) == 0 && calls[i].Start <= firstEnd)
            {
                TModel next = copy(model);
                if (apply(calls[i].Operation, next) == calls[i].Outcome && Finds(next, done | (1UL << i)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
