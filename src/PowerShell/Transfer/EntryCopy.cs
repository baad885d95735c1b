namespace Ledgerline.PowerShell.Transfer;

/// <summary>
/// Brings entries that carry their numbers into a log. What the log holds already is compared, so that a copy goes on
/// where it stopped, and what it does not is written batch by batch.
/// </summary>
internal sealed class EntryCopy : IDisposable
{
    private const int MaxEntries = 1000;

    private const long MaxBytes = 4 << 20;

    private readonly AppendLog<JsonPayload> _target;
    private readonly string _source;
    private readonly LogInfo _before;
    private readonly long _firstSeq;
    private readonly CancellationToken _stopToken;
    private readonly List<LogEntry<JsonPayload>> _batch = [];
    private IEnumerator<LogEntry<JsonPayload>>? _held;
    private long _batchBytes;
    private long _writtenSeq;

    /// <param name="target">The log.</param>
    /// <param name="before">Its state.</param>
    /// <param name="source">Where the entries come from, for messages.</param>
    /// <param name="firstSeq">
    /// The first number that the source keeps, if it is a log: what is missing behind it are numbers that the log has lost,
    /// which the copy is to lose, too. 0 for a source that may not leave out any.
    /// </param>
    /// <param name="stopToken">Ends it between two batches.</param>
    public EntryCopy(AppendLog<JsonPayload> target, LogInfo before, string source, long firstSeq, CancellationToken stopToken)
    {
        _firstSeq = firstSeq;
        _target = target;
        _before = before;
        _source = source;
        _stopToken = stopToken;
    }

    /// <summary>How many entries came.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them were written.</summary>
    public long Written { get; private set; }

    /// <summary>The first number that came; 0 where none did.</summary>
    public long FirstSeq { get; private set; }

    /// <summary>The last number that came; 0 where none did.</summary>
    public long LastSeq { get; private set; }

    /// <summary>Takes the next entry.</summary>
    /// <exception cref="LogSequenceException">It is not the next.</exception>
    /// <exception cref="TransferException">The log holds another one of its number.</exception>
    public void Add(in LogEntry<JsonPayload> entry)
    {
        _stopToken.ThrowIfCancellationRequested();
        ThrowUnlessNext(entry.Seq);
        if (entry.Seq <= _before.LastSeq)
        {
            Compare(entry);
        }
        else
        {
            _batch.Add(entry);
            _batchBytes += entry.Data.Utf8.Length;
        }

        Count++;
        FirstSeq = FirstSeq == 0 ? entry.Seq : FirstSeq;
        LastSeq = entry.Seq;
        if (_batch.Count >= MaxEntries || _batchBytes >= MaxBytes)
        {
            Flush();
        }
    }

    /// <summary>Writes what was taken. On return it is durable.</summary>
    public void Flush()
    {
        if (_batch.Count > 0)
        {
            _target.ImportAsync(_batch, Math.Max(_before.LastSeq, _writtenSeq), null, _stopToken).AsTask().GetAwaiter().GetResult();
            _writtenSeq = _batch[^1].Seq;
            Written += _batch.Count;
            _batch.Clear();
            _batchBytes = 0;
        }
    }

    public void Dispose() => _held?.Dispose();

    private void ThrowUnlessNext(long seq)
    {
        long expected = LastSeq > 0 ? LastSeq + 1
            : _before.LastSeq > 0 && seq > _before.LastSeq ? _before.LastSeq + 1
            : seq;

        // Of a log that still keeps what is expected, or kept it, a number that does not come is one that it lost.
        bool isLost = seq > expected && _firstSeq > 0 && _firstSeq <= expected;
        if (seq != expected && !isLost)
        {
            throw new LogSequenceException(_target.Name, expected, seq);
        }
    }

    private void Compare(in LogEntry<JsonPayload> entry)
    {
        if (entry.Seq < _before.FirstSeq)
        {
            // It was there, and was truncated: nothing to compare, and nothing to bring back.
            return;
        }

        _held ??= _target.Read(new LogReadOptions { SinceSeq = entry.Seq - 1 }).GetEnumerator();
        if (!_held.MoveNext()
            || _held.Current.Seq != entry.Seq
            || _held.Current.Timestamp.ToUnixTimeMilliseconds() != entry.Timestamp.ToUnixTimeMilliseconds()
            || _held.Current.Data != entry.Data)
        {
            throw TransferException.Differs(_source, entry.Seq);
        }
    }
}
