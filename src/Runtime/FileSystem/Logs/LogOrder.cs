namespace Ledgerline.FileSystem;

/// <summary>
/// Which entries of a log whose numbers are out of order form the longest sequence that rises: what a repair keeps,
/// so that one stray number sets aside itself and not all that follow it. Runs of consecutive numbers are chained, the
/// heaviest chain winning (the weighted form of the longest increasing subsequence); memory is that of the runs.
/// </summary>
internal sealed class LogOrder
{
    private readonly List<Run> _runs = [];

    /// <summary>The last numbers of the chains found so far, rising, each with more entries than the one before.</summary>
    private readonly List<int> _best = [];

    private int _current = -1;
    private long _read;

    /// <summary>Adds the next sound entry's number, in the order of the file.</summary>
    public void Add(long seq)
    {
        if (_runs.Count > 0 && _runs[^1].Last + 1 == seq)
        {
            _runs[^1] = _runs[^1] with { Last = seq };
            return;
        }

        Close();
        _runs.Add(new(seq, seq, seq, 0, -1, IsKept: false));
    }

    /// <summary>Decides, once all numbers were added.</summary>
    public void Decide()
    {
        Close();
        for (int run = _best.Count == 0 ? -1 : _best[^1]; run >= 0; run = _runs[run].Before)
        {
            _runs[run] = _runs[run] with { IsKept = true };
        }
    }

    /// <summary>Whether the next entry, in the order that they were added in, is kept.</summary>
    public bool Keeps(long seq)
    {
        if (_current < 0 || seq != _read + 1)
        {
            _current++;
        }

        _read = seq;
        return _runs[_current].IsKept && seq >= _runs[_current].From;
    }

    /// <summary>Finds the best chain that ends with the last run, now that it is complete.</summary>
    private void Close()
    {
        if (_runs.Count == 0)
        {
            return;
        }

        Run run = _runs[^1];
        long weight = run.Last - run.First + 1;
        (long from, int before) = (run.First, -1);
        for (int i = Before(run.Last) - 1; i >= 0; i--)
        {
            // Of a run that begins before the chain's end, what lies behind it is taken.
            Run end = _runs[_best[i]];
            long start = Math.Max(run.First, end.Last + 1);
            long total = end.Weight + run.Last - start + 1;
            if (total > weight)
            {
                (weight, from, before) = (total, start, _best[i]);
            }

            if (end.Last < run.First)
            {
                break;
            }
        }

        _runs[^1] = run with { From = from, Weight = weight, Before = before };
        Keep(_runs.Count - 1);
    }

    private void Keep(int run)
    {
        int at = Before(_runs[run].Last);
        long before = at > 0 ? _runs[_best[at - 1]].Weight : 0;
        if (_runs[run].Weight <= before || (at < _best.Count && _runs[_best[at]].Last == _runs[run].Last && _runs[_best[at]].Weight >= _runs[run].Weight))
        {
            return;
        }

        int worse = at;
        while (worse < _best.Count && _runs[_best[worse]].Weight <= _runs[run].Weight)
        {
            worse++;
        }

        _best.RemoveRange(at, worse - at);
        _best.Insert(at, run);
    }

    /// <summary>How many of the best chains end before a number.</summary>
    private int Before(long seq)
    {
        int low = 0;
        int high = _best.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_runs[_best[middle]].Last < seq)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <param name="First">Its first number.</param>
    /// <param name="Last">Its last number.</param>
    /// <param name="From">The first number that it adds to its chain.</param>
    /// <param name="Weight">How many entries the chain up to it has.</param>
    /// <param name="Before">The run before it in the chain; -1 for none.</param>
    /// <param name="IsKept">Whether it is in the heaviest chain.</param>
    private readonly record struct Run(long First, long Last, long From, long Weight, int Before, bool IsKept);
}
