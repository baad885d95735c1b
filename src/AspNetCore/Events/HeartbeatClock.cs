namespace Ledgerline.AspNetCore;

/// <summary>One timer for all streams with the same heartbeat; it runs while there are any.</summary>
internal sealed class HeartbeatClock(TimeSpan heartbeat) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly HashSet<EventStream> _streams = [];
    private Timer? _timer;

    public void Add(EventStream stream)
    {
        lock (_lock)
        {
            _streams.Add(stream);
            TimeSpan period = heartbeat / 4;
            _timer ??= new Timer(static state => ((HeartbeatClock)state!).Tick(), this, period, period);
        }
    }

    public void Remove(EventStream stream)
    {
        lock (_lock)
        {
            _streams.Remove(stream);
            if (_streams.Count == 0)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private void Tick()
    {
        long now = Environment.TickCount64;
        lock (_lock)
        {
            foreach (EventStream stream in _streams)
            {
                stream.Beat(now);
            }
        }
    }
}
