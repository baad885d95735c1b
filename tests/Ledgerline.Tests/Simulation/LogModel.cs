namespace Ledgerline.Tests.Simulation;

/// <summary>What a log must hold, by what was acknowledged and tried.</summary>
internal sealed class LogModel
{
    private readonly SortedDictionary<long, string> _entries = [];
    private readonly Dictionary<string, (Attempt Attempt, int Index)> _attempts = new(StringComparer.Ordinal);

    /// <summary>The lowest number that is not truncated.</summary>
    public long First { get; private set; } = 1;

    /// <summary>The lowest number that a loss of power may bring back: a truncation that failed half-way may be undone.</summary>
    public long DurableFirst { get; private set; } = 1;

    /// <summary>The highest number assigned.</summary>
    public long Last { get; private set; }

    /// <summary>The highest number that must survive a loss of power.</summary>
    public long Flushed { get; private set; }

    /// <summary>The number up to which a truncation that has not been acknowledged removes.</summary>
    public long? TruncatingTo { get; set; }

    /// <summary>How many entries an append keeps whose removal of the rest has not been looked at yet.</summary>
    public int? Keeping { get; set; }

    /// <summary>Whether the log is sealed.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>Whether the seal must survive a loss of power.</summary>
    private bool IsSealDurable { get; set; }

    /// <summary>Whether the log was sealed, or is being sealed.</summary>
    public bool MayBeCompleted { get; set; }

    /// <summary>Whether a deletion has begun that has not been acknowledged.</summary>
    public bool MayBeDeleted { get; set; }

    public IEnumerable<long> Numbers => _entries.Keys;

    public string? Find(long seq) => _entries.GetValueOrDefault(seq);

    public bool WasTried(string payload) => _attempts.ContainsKey(payload);

    public void Try(Attempt attempt)
    {
        for (int i = 0; i < attempt.Payloads.Count; i++)
        {
            _attempts.Add(attempt.Payloads[i], (attempt, i));
        }
    }

    public void Acknowledge(Attempt attempt, long firstSeq)
    {
        for (int i = 0; i < attempt.Payloads.Count; i++)
        {
            long seq = firstSeq + i;
            Require(Find(seq) is null, $"seq {seq} was acknowledged twice");
            if (seq >= First)
            {
                _entries.Add(seq, attempt.Payloads[i]);
            }
        }

        Last = Math.Max(Last, firstSeq + attempt.Payloads.Count - 1);
        if (attempt.Durability == Durability.Flushed)
        {
            Flushed = Math.Max(Flushed, firstSeq + attempt.Payloads.Count - 1);
            DurableFirst = First;
        }
    }

    public void AcknowledgeTruncation(long seq, long removed)
    {
        foreach (long gone in _entries.Keys.Where(key => key <= seq).ToList())
        {
            _entries.Remove(gone);
        }

        First = Math.Max(First, seq + 1);
        if (removed > 0)
        {
            DurableFirst = First;
            Flushed = Math.Max(Flushed, seq);
        }
    }

    public void AcknowledgeCompletion()
    {
        IsCompleted = true;
        MayBeCompleted = true;
        IsSealDurable = true;
    }

    /// <summary>Takes the seal, or its absence, that was found as what is there.</summary>
    public void AdoptSeal(bool isCompleted, bool isPowerLoss)
    {
        Require(isCompleted || MayBeDeleted || !(isPowerLoss ? IsSealDurable : IsCompleted), "the seal of a completed log is gone");
        Require(!isCompleted || MayBeCompleted, "the log is sealed, and nobody completed it");
        IsCompleted = isCompleted;
        MayBeCompleted = isCompleted;
        IsSealDurable = isCompleted && (IsSealDurable || isPowerLoss);
    }

    public void AcknowledgeDeletion()
    {
        IsCompleted = false;
        MayBeCompleted = false;
        IsSealDurable = false;
        Keeping = null;
        _entries.Clear();
        First = 1;
        DurableFirst = 1;
        Last = 0;
        Flushed = 0;
    }

    /// <summary>Checks what a reader saw against what must, and what may, be there.</summary>
    /// <param name="observed">The entries, in order.</param>
    /// <param name="required">The highest number that must be there.</param>
    /// <param name="oldestFirst">The lowest number that the reader may have begun with.</param>
    public void Check(IReadOnlyList<ObservedEntry> observed, long required, long oldestFirst)
    {
        if (observed.Count == 0)
        {
            Require(MayBeDeleted || required < First || required <= TruncatingTo, $"nothing is left, {First} to {required} must be there");
            return;
        }

        long first = observed[0].Seq;
        long last = observed[^1].Seq;
        Require(first <= First || first == TruncatingTo + 1 || observed.Count == Keeping, $"the log begins with {first}, {First} must be there");
        Require(first >= oldestFirst, $"the log begins with {first}, which was truncated up to {oldestFirst - 1}");
        Require(last >= required || MayBeDeleted, $"the log ends with {last}, {required} must be there");
        for (int i = 0; i < observed.Count; i++)
        {
            (long seq, string payload) = observed[i];
            Require(seq == first + i, $"seq {seq} follows {first + i - 1}");
            Require(_attempts.TryGetValue(payload, out (Attempt Attempt, int Index) place), $"seq {seq} was invented: {payload}");
            Require(seq > required || Find(seq) is not { } expected || expected == payload, $"seq {seq} is {payload}, acknowledged was {Find(seq)}");
            if (i > 0)
            {
                (Attempt before, int index) = _attempts[observed[i - 1].Payload];
                bool isNext = place.Index == 0 ? index == before.Payloads.Count - 1 : before == place.Attempt && index == place.Index - 1;
                Require(isNext, $"the batch at seq {seq} is not whole");
            }

            Require(i < observed.Count - 1 || place.Index == place.Attempt.Payloads.Count - 1, $"the batch that ends with seq {seq} is not whole");
            Require(i > 0 || place.Index == 0 || seq > 1, $"the batch at seq {seq} lacks its beginning");
        }
    }

    /// <summary>Takes what was found after a failure or a crash as what is there.</summary>
    public void Adopt(IReadOnlyList<ObservedEntry> observed, long last, bool isDurable)
    {
        _entries.Clear();
        foreach ((long seq, string payload) in observed)
        {
            _entries.Add(seq, payload);
        }

        First = observed.Count > 0 ? observed[0].Seq : last + 1;
        Last = last;
        DurableFirst = isDurable ? First : Math.Min(DurableFirst, First);
        Flushed = isDurable ? last : Math.Min(Flushed, last);
        TruncatingTo = null;
        Keeping = null;
        MayBeDeleted = false;
    }

    public static void Require([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool condition, string failure)
    {
        if (!condition)
        {
            throw new ScenarioFailedException(failure);
        }
    }
}
