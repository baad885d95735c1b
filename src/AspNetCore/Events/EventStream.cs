using System.IO.Pipelines;
using System.Threading.Tasks.Sources;
using Ledgerline.Drivers;
using Microsoft.AspNetCore.Http;

namespace Ledgerline.AspNetCore;

/// <summary>
/// One client's stream. It copies from the ring of its log's broadcast; where it stands before that, it reads the log itself
/// until it has reached it. It holds a cursor and a buffer only while it reads and the client takes what it sends.
/// </summary>
internal sealed class EventStream : IValueTaskSource
{
    // An event up to this is not cut, so that nothing of it is held while the client makes wait.
    private const int SmallestPiece = 16 * 1024;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(640);

    private readonly HttpContext _context;
    private readonly PipeWriter _writer;
    private readonly LogBroadcasts _broadcasts;
    private readonly Lock _waking = new();
    private readonly long _heartbeatMs;
    private readonly string _log;
    private LogBroadcast _broadcast;
    private SendRoom _room;
    private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = true };
    private StreamWakes _wakes;
    private bool _isWaiting;
    private long _lastWrite;

    /// <summary>The last number that was sent, or that the client came with.</summary>
    private long _seq;

    /// <summary>The place in the ring behind it; -1 where it has to be found.</summary>
    private long _position = -1;

    /// <summary>How many entries the broadcast has sent up to that place.</summary>
    private long _count;

    /// <param name="context">The request.</param>
    /// <param name="broadcasts">Where it is counted.</param>
    /// <param name="broadcast">The log, which was started.</param>
    /// <param name="log">The log's name, for measurements.</param>
    /// <param name="seq">The number behind which to begin.</param>
    /// <param name="heartbeat">How long it may be silent.</param>
    public EventStream(
        HttpContext context, LogBroadcasts broadcasts, LogBroadcast broadcast, string log, long seq, TimeSpan heartbeat)
    {
        _context = context;
        _writer = context.Response.BodyWriter;
        _room = new SendRoom(context);
        _broadcasts = broadcasts;
        _broadcast = broadcast;
        _log = log;
        _seq = seq;
        Heartbeat = heartbeat;
        _heartbeatMs = (long)heartbeat.TotalMilliseconds;
    }

    public TimeSpan Heartbeat { get; }

    /// <summary>What it follows, to be given back at its end: another one than at first, where the log was begun anew.</summary>
    public LogBroadcast Broadcast => _broadcast;

    /// <summary>Where it stands in its audience, which alone uses it.</summary>
    public int Index { get; set; }

    /// <summary>Sends until the log or the client ends, or the server stops.</summary>
    /// <param name="opening">What comes first.</param>
    public async Task RunAsync(ReadOnlyMemory<byte> opening)
    {
        using CancellationTokenRegistration aborted =
            _context.RequestAborted.UnsafeRegister(static state => ((EventStream)state!).Wake(StreamWakes.End), this);
        _broadcast.Audience.Add(this);
        EventMeter.Open.Add(1, EventMeter.Log(_log));
        try
        {
            bool goesOn = await SendAsync(opening).ConfigureAwait(false);
            while (goesOn)
            {
                switch (await StepAsync().ConfigureAwait(false))
                {
                    case Step.Pause:
                        await PauseAsync().ConfigureAwait(false);
                        break;
                    case Step.Wait:
                        await WaitAsync().ConfigureAwait(false);
                        break;
                    case Step.End:
                        goesOn = false;
                        break;
                }
            }
        }
        catch (Exception e) when (_context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client has gone.
        }
        catch (Exception e) when (e is ProjectNotFoundException or ObjectDisposedException)
        {
            // The project was deleted, or the server stops: a clean end.
        }
        catch (LedgerlineException e)
        {
            WebLogging.StreamFailed(_broadcasts.Logger, e, _context.Request.Path);
        }
        finally
        {
            EventMeter.Open.Add(-1, EventMeter.Log(_log));
            _broadcast.Audience.Remove(this);
        }
    }

    /// <summary>Has the stream look again. From any thread.</summary>
    public void Wake(StreamWakes wakes)
    {
        lock (_waking)
        {
            _wakes |= wakes;
            if (!_isWaiting)
            {
                return;
            }

            _isWaiting = false;
        }

        _wait.SetResult(true);
    }

    /// <summary>Wakes it where it was silent for long.</summary>
    public void Beat(long now)
    {
        if (now - Volatile.Read(ref _lastWrite) >= _heartbeatMs)
        {
            Wake(StreamWakes.Heartbeat);
        }
    }

    /// <summary>Cuts the connection off.</summary>
    public void Abort() => _context.Abort();

    void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private async ValueTask<Step> StepAsync()
    {
        // Taken before the look at what there is, so that what comes after the look wakes it again.
        StreamWakes wakes = TakeWakes();
        if (wakes.HasFlag(StreamWakes.End))
        {
            return Step.End;
        }

        RingState ring = _broadcast.State;
        if (_position < 0 || !ring.Keeps(_position))
        {
            _position = -1;
            if (ring.TryFind(_seq, out long found, out _count))
            {
                _position = found;
            }
            else if (_seq < ring.LastSeq && ring.Ended is not BroadcastEnd.Rewound)
            {
                return await HasRoomAsync().ConfigureAwait(false) ? await CatchUpAsync().ConfigureAwait(false) : Step.Pause;
            }
        }

        if (_position >= 0 && _position < ring.End)
        {
            if (!await HasRoomAsync().ConfigureAwait(false))
            {
                return Step.Pause;
            }

            ReadOnlyMemory<byte> events = ring.Read(ref _position, _room.Left, out long seq, out long count);
            bool goesOn = await SendAsync(events).ConfigureAwait(false);
            Measure(count - _count);
            _count = count;
            _seq = seq;
            return goesOn ? Step.Next : Step.End;
        }

        if (ring.Ended is { } end)
        {
            return await EndAsync(end).ConfigureAwait(false);
        }

        if (wakes.HasFlag(StreamWakes.Heartbeat) && await HasRoomAsync().ConfigureAwait(false) && !await SendAsync(EventText.Heartbeat).ConfigureAwait(false))
        {
            return Step.End;
        }

        return Step.Wait;
    }

    /// <summary>Reads on from where the client stands, up to where the broadcast takes over.</summary>
    private async ValueTask<Step> CatchUpAsync()
    {
        long sent = _broadcast.LastSeq;
        LogInfo info = await _broadcast.Store.GetInfoAsync(_context.RequestAborted).ConfigureAwait(false);
        if (info.LastSeq < sent)
        {
            _broadcast.Rewind();
            return Step.Next;
        }

        using var reading = new CatchUp(_broadcast.Store, _broadcast.Format);
        while (true)
        {
            bool isAtEnd;
            try
            {
                isAtEnd = !await reading.ReadAsync(_seq, _room.Left, _context.RequestAborted).ConfigureAwait(false);
            }
            catch (LogRewoundException)
            {
                _broadcast.Rewind();
                return Step.Next;
            }

            // At the end everything was read up to what the log held before it was opened, whatever of it is lost.
            long seq = isAtEnd ? Math.Max(reading.Seq, info.LastSeq) : reading.Seq;
            int count = reading.Count;
            if (!await SendAsync(reading.Events, reading).ConfigureAwait(false))
            {
                return Step.End;
            }

            _seq = seq;
            Measure(count);

            // Who has to ask for room lets go of the cursor first: there may be thousands of them.
            if (isAtEnd || reading.IsResting || _room.Left == 0 || _broadcast.State.TryFind(_seq, out _, out _) || PeekEnd())
            {
                return Step.Next;
            }
        }
    }

    private async ValueTask<Step> EndAsync(BroadcastEnd end)
    {
        using var last = new FrameBuffer();
        switch (end)
        {
            case BroadcastEnd.Completed completed:
                ControlEvents.Completed(last, completed.LastSeq);
                await SendAsync(last.Written).ConfigureAwait(false);
                return Step.End;

            case BroadcastEnd.Rewound:
                LogBroadcast next = _broadcasts.Take(_broadcast.Store, _broadcast.Format);
                _broadcast.Audience.Remove(this);
                _broadcasts.Return(_broadcast);
                _broadcast = next;
                next.Audience.Add(this);
                LogInfo info = await next.Store.GetInfoAsync(_context.RequestAborted).ConfigureAwait(false);
                next.Start(info);
                ControlEvents.Rewound(last, _seq, info.LastSeq);
                _seq = 0;
                _position = -1;
                return await SendAsync(last.Written).ConfigureAwait(false) ? Step.Next : Step.End;

            case BroadcastEnd.Failed { Failure: LogCorruptException corrupt }:
                ControlEvents.Corrupt(last, _seq, corrupt.Cause);
                await SendAsync(last.Written).ConfigureAwait(false);
                return Step.End;

            default:
                return Step.End;
        }
    }

    /// <summary>Sends bytes, piece by piece.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">
    /// What they are from: where the client makes wait, its cursor is closed at once, and its buffer is given back as soon as
    /// the writer has a copy of the last piece.
    /// </param>
    /// <returns>Whether the client is still there.</returns>
    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes, CatchUp? source = null)
    {
        while (bytes.Length > 0)
        {
            if (_room.Left == 0)
            {
                source?.Rest(keepsEvents: true);
                await PauseAsync().ConfigureAwait(false);
            }

            ReadOnlyMemory<byte> piece = bytes[..Math.Min(bytes.Length, Math.Max(_room.Left, SmallestPiece))];
            bytes = bytes[piece.Length..];
            _room.Take(piece.Length);
            if (EventMeter.Bytes.Enabled)
            {
                EventMeter.Bytes.Add(piece.Length, EventMeter.Log(_log));
            }

            ValueTask<FlushResult> writing = _writer.WriteAsync(piece);
            if (!writing.IsCompleted)
            {
                source?.Rest(keepsEvents: bytes.Length > 0);
            }

            FlushResult result = await writing.ConfigureAwait(false);
            if (result.IsCompleted || result.IsCanceled)
            {
                return false;
            }
        }

        Volatile.Write(ref _lastWrite, Environment.TickCount64);
        return true;
    }

    /// <summary>Whether the system takes more for the client.</summary>
    private async ValueTask<bool> HasRoomAsync()
    {
        if (_room.Left == 0)
        {
            if (!_room.IsTrusted)
            {
                // Kestrel has queued the sending of what was written to the thread pool: this goes behind it.
                await Task.Yield();
            }

            return _room.Ask();
        }

        return true;
    }

    /// <summary>Waits until the system takes more for the client, which nothing tells but asking.</summary>
    private async ValueTask PauseAsync()
    {
        for (TimeSpan pause = ShortestPause; !await HasRoomAsync().ConfigureAwait(false) && !PeekEnd(); pause *= pause < LongestPause ? 2 : 1)
        {
            await Task.Delay(pause, _context.RequestAborted).ConfigureAwait(false);
        }
    }

    private void Measure(long entries)
    {
        if (EventMeter.Entries.Enabled)
        {
            EventMeter.Entries.Add(entries, EventMeter.Log(_log));
        }
    }

    private StreamWakes TakeWakes()
    {
        lock (_waking)
        {
            StreamWakes wakes = _wakes;
            _wakes = StreamWakes.None;
            return wakes;
        }
    }

    private bool PeekEnd()
    {
        lock (_waking)
        {
            return _wakes.HasFlag(StreamWakes.End);
        }
    }

    private ValueTask WaitAsync()
    {
        lock (_waking)
        {
            if (_wakes != StreamWakes.None)
            {
                return ValueTask.CompletedTask;
            }

            _wait.Reset();
            _isWaiting = true;
            return new ValueTask(this, _wait.Version);
        }
    }

    private enum Step
    {
        Next,
        Pause,
        Wait,
        End,
    }
}
