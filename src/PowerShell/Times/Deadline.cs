namespace Ledgerline.PowerShell.Times;

/// <summary>A token that is cancelled by Ctrl+C, or once a command has taken as long as it may.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _stop;

    /// <param name="timeout">Counted from now; null for ever.</param>
    /// <param name="stop">Ctrl+C.</param>
    public Deadline(TimeSpan? timeout, CancellationToken stop)
    {
        _stop = stop;
        _source = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (timeout is { } time)
        {
            _source.CancelAfter(time);
        }
    }

    /// <summary>Ends what is waited for.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is over: then what was cancelled has ended as it should.</summary>
    public bool HasPassed => _source.IsCancellationRequested && !_stop.IsCancellationRequested;

    /// <summary>Ends it now.</summary>
    public void End() => _source.Cancel();

    public void Dispose() => _source.Dispose();
}
