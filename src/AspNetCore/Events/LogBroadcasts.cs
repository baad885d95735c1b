using Ledgerline.Drivers;
using Microsoft.Extensions.Logging;

namespace Ledgerline.AspNetCore;

/// <summary>The logs that clients of this server follow, and their streams. Safe to call from any thread.</summary>
internal sealed class LogBroadcasts(ILoggerFactory loggers) : IDisposable
{
    /// <summary>How long streams whose clients take no bytes may hold up a shutdown.</summary>
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RestingTime = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<(ILogStore Store, EventFormat Format), LogBroadcast> _broadcasts = [];
    private readonly Dictionary<TimeSpan, HeartbeatClock> _clocks = [];
    private readonly HashSet<EventStream> _streams = [];
    private Timer? _resting;
    private TaskCompletionSource? _empty;
    private volatile bool _isStopping;

    public ILogger Logger { get; } = loggers.CreateLogger(WebLogging.Category);

    /// <summary>How many follow a log; for tests.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _broadcasts.Count;
            }
        }
    }

    /// <summary>The broadcast of a log; to be given back.</summary>
    public LogBroadcast Take(ILogStore store, EventFormat format)
    {
        lock (_lock)
        {
            if (!_broadcasts.TryGetValue((store, format), out LogBroadcast? broadcast) || broadcast.HasEnded)
            {
                broadcast = new LogBroadcast(store, format, Logger);
                _broadcasts[(store, format)] = broadcast;
                _resting ??= new Timer(static state => ((LogBroadcasts)state!).Rest(), this, RestingTime, RestingTime);
            }

            broadcast.Users++;
            return broadcast;
        }
    }

    public void Return(LogBroadcast broadcast)
    {
        lock (_lock)
        {
            if (--broadcast.Users > 0)
            {
                return;
            }

            if (_broadcasts.TryGetValue((broadcast.Store, broadcast.Format), out LogBroadcast? current) && current == broadcast)
            {
                _broadcasts.Remove((broadcast.Store, broadcast.Format));
            }

            if (_broadcasts.Count == 0)
            {
                _resting?.Dispose();
                _resting = null;
            }
        }

        broadcast.Dispose();
    }

    /// <summary>Counts a stream in.</summary>
    /// <returns>Whether it may begin: not where the server stops.</returns>
    public bool TryAdd(EventStream stream)
    {
        lock (_lock)
        {
            if (_isStopping)
            {
                return false;
            }

            if (!_clocks.TryGetValue(stream.Heartbeat, out HeartbeatClock? clock))
            {
                _clocks[stream.Heartbeat] = clock = new HeartbeatClock(stream.Heartbeat);
            }

            clock.Add(stream);
            return _streams.Add(stream);
        }
    }

    public void Remove(EventStream stream)
    {
        lock (_lock)
        {
            _clocks[stream.Heartbeat].Remove(stream);
            _streams.Remove(stream);
            if (_streams.Count == 0)
            {
                _empty?.TrySetResult();
            }
        }
    }

    /// <summary>Ends all streams, so that clients go elsewhere; those that take no bytes are cut off after a while.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task empty;
        lock (_lock)
        {
            _isStopping = true;
            if (_streams.Count == 0)
            {
                return;
            }

            empty = (_empty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            foreach (EventStream stream in _streams)
            {
                stream.Wake(StreamWakes.End);
            }
        }

        try
        {
            await empty.WaitAsync(EndingTime, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            EventStream[] stalled;
            lock (_lock)
            {
                stalled = [.. _streams];
            }

            foreach (EventStream stream in stalled)
            {
                stream.Abort();
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _resting?.Dispose();
            foreach (HeartbeatClock clock in _clocks.Values)
            {
                clock.Dispose();
            }
        }
    }

    private void Rest()
    {
        LogBroadcast[] broadcasts;
        lock (_lock)
        {
            broadcasts = [.. _broadcasts.Values];
        }

        foreach (LogBroadcast broadcast in broadcasts)
        {
            broadcast.Rest();
        }
    }
}
