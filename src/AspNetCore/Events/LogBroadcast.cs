using Ledgerline.Drivers;
using Microsoft.Extensions.Logging;

namespace Ledgerline.AspNetCore;

/// <summary>
/// One follower of a log for all clients of this server: it writes each entry's event once, into a ring that they copy from.
/// </summary>
internal sealed class LogBroadcast : IDisposable
{
    private const long CapacityOfStream = 16 * 1024;
    private const long SmallestCapacity = 64 * 1024;
    private const long LargestCapacity = 1024 * 1024;

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly ILogger _logger;
    private EventRing? _ring;
    private long _restingAt;

    public LogBroadcast(ILogStore store, EventFormat format, ILogger logger)
    {
        _logger = logger;
        Store = store;
        Format = format;
        _stopping = _stop.Token;
    }

    /// <summary>How many use it; changed under the lock of <see cref="LogBroadcasts"/>.</summary>
    public int Users { get; set; }

    public ILogStore Store { get; }

    public EventFormat Format { get; }

    /// <summary>The streams that copy from it.</summary>
    public Audience Audience { get; } = new();

    /// <summary>What it has sent, once it was started.</summary>
    public RingState State => Volatile.Read(ref _ring)!.State;

    /// <summary>The last number that it has sent; 0 before it was started.</summary>
    public long LastSeq => Volatile.Read(ref _ring)?.State.LastSeq ?? 0;

    public bool HasEnded => Volatile.Read(ref _ring)?.State.Ended is not null;

    /// <summary>Follows the log from its state on, which was asked for after this object was made. Only the first call counts.</summary>
    public void Start(LogInfo info)
    {
        var ring = new EventRing(info.LastSeq);
        if (Interlocked.CompareExchange(ref _ring, ring, null) is null)
        {
            _ = Task.Run(() => RunAsync(ring, info.LastSeq));
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    /// <summary>Ends it: the log was found to be another one.</summary>
    public void Rewind() => End(new BroadcastEnd.Rewound());

    /// <summary>Lets go of what it has kept, where nothing came since the last call.</summary>
    public void Rest()
    {
        if (Volatile.Read(ref _ring) is { } ring)
        {
            RingState state = ring.State;
            if (state.End == _restingAt && state.Blocks.Length > 0)
            {
                ring.Clear();
            }

            _restingAt = state.End;
        }
    }

    private async Task RunAsync(EventRing ring, long seq)
    {
        using var buffer = new FrameBuffer();
        try
        {
            End(await FollowAsync(ring, buffer, seq).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Nobody is left.
        }
        catch (LogRewoundException)
        {
            Rewind();
        }
        catch (Exception e) when (e is ProjectNotFoundException or ObjectDisposedException)
        {
            End(new BroadcastEnd.Gone());
        }
        catch (Exception e)
        {
            WebLogging.FollowingFailed(_logger, e);
            End(new BroadcastEnd.Failed(e));
        }
    }

    private async Task<BroadcastEnd> FollowAsync(EventRing ring, FrameBuffer buffer, long seq)
    {
        int entries = 0;
        bool isSkipping = false;
        while (true)
        {
            try
            {
                using LogCursor cursor = Store.OpenFollower(seq, isSkipping ? static _ => { } : null);
                while (true)
                {
                    ValueTask<bool> move = cursor.MoveNextAsync(_stopping);
                    if (!move.IsCompleted)
                    {
                        Publish();
                    }

                    if (!await move.ConfigureAwait(false))
                    {
                        Publish();
                        LogInfo info = await Store.GetInfoAsync(_stopping).ConfigureAwait(false);
                        return info.IsCompleted ? new BroadcastEnd.Completed(info.LastSeq) : new BroadcastEnd.Gone();
                    }

                    Format.Write(buffer, in cursor.Current);
                    seq = cursor.Current.Seq;
                    entries++;
                    if (buffer.Length >= EventRing.LargestBlock - EventRing.SmallestBlock)
                    {
                        Publish();
                    }

                    if (isSkipping)
                    {
                        // Behind the damage what is missing shall throw again, which says what it is.
                        isSkipping = false;
                        break;
                    }
                }
            }
            catch (LogTruncatedException e)
            {
                ControlEvents.Truncated(buffer, e.SinceSeq, e.FirstSeq);
                seq = e.FirstSeq - 1;
            }
            catch (LogCorruptException e) when (!isSkipping)
            {
                ControlEvents.Corrupt(buffer, seq, e.Cause);
                isSkipping = true;
            }
        }

        void Publish()
        {
            if (buffer.Length > 0)
            {
                ring.Append(buffer.Written.Span, seq, entries, Capacity());
                buffer.Clear();
                entries = 0;
                Audience.Wake();
            }
        }
    }

    private void End(BroadcastEnd end)
    {
        Volatile.Read(ref _ring)!.End(end);
        Audience.Wake();
    }

    private long Capacity() => Math.Clamp(Audience.Count * CapacityOfStream, SmallestCapacity, LargestCapacity);
}
