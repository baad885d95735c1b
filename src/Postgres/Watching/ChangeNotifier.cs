using System.Diagnostics;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Tells other processes of this one's changes. A transaction that notifies holds a lock of the whole server's while it
/// commits, so that is never one that changes something: hints gather for a moment and go together in a transaction that
/// flushes nothing. An append takes them along where they are due, behind its own transaction on the same way to the server;
/// where none comes they are sent on their own.
/// </summary>
internal sealed class ChangeNotifier(Database database) : IAsyncDisposable
{
    /// <summary>Who comes alone is told at once, and the next a moment later.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(1);

    /// <summary>In a stream of changes so many times a second is enough.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(5);

    /// <summary>A change that comes sooner than this behind another is one of a stream.</summary>
    private static readonly TimeSpan StreamInterval = TimeSpan.FromMilliseconds(0.5);

    private readonly Lock _lock = new();
    private readonly HashSet<ChangeHint> _waiting = [];
    private Task _sending = Task.CompletedTask;
    private bool _isSending;
    private bool _isStream;
    private long _lastChange;
    private long _lastSent;

    /// <summary>Tells of a change; at once, or together with others in a moment.</summary>
    public void Add(ChangeHint hint)
    {
        lock (_lock)
        {
            Changed(Stopwatch.GetTimestamp());
            _waiting.Add(hint);
            if (!_isSending)
            {
                _isSending = true;
                _sending = Task.Run(SendAsync);
            }
        }
    }

    /// <summary>
    /// What an append that is about to be sent takes along, its own hint among it, where it is time for that; null where it is
    /// not, and the append is to be added when it is done. Where the append fails they are added again.
    /// </summary>
    public IReadOnlyList<ChangeHint>? TryTake(ChangeHint own)
    {
        lock (_lock)
        {
            long now = Stopwatch.GetTimestamp();
            bool isStream = Stopwatch.GetElapsedTime(_lastChange, now) < StreamInterval;
            if (Stopwatch.GetElapsedTime(_lastSent, now) < (isStream ? LongPause : ShortPause))
            {
                return null;
            }

            _waiting.Add(own);
            _lastSent = now;
            return Take();
        }
    }

    /// <summary>Notes that a change was made whose hint went with it.</summary>
    public void WasTold()
    {
        lock (_lock)
        {
            Changed(Stopwatch.GetTimestamp());
        }
    }

    public async ValueTask DisposeAsync() => await _sending.ConfigureAwait(false);

    /// <summary>The channel of a schema: of all processes that use it, and of nobody else.</summary>
    public static string ChannelOf(Database database) => $"ledgerline_{database.Options.Schema}"[..Math.Min(63, 11 + database.Options.Schema.Length)];

    private async Task SendAsync()
    {
        while (Next(out TimeSpan pause, out IReadOnlyList<ChangeHint> hints))
        {
            if (pause > TimeSpan.Zero)
            {
                // A part of a millisecond is none for a timer.
                await Task.Delay(pause + ShortPause).ConfigureAwait(false);
                continue;
            }

            try
            {
                // Whoever cannot be told finds out by looking: a hint is not worth a second attempt.
                NpgsqlConnection connection = await database.OpenAsync(
                    new Attempts("notify", "other processes", TimeSpan.Zero, ShortPause, ShortPause), CancellationToken.None).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    using NpgsqlCommand command = connection.Command(WatchSql.Notify)
                        .With(ChannelOf(database)).With([.. hints.Select(static hint => hint.ToString())]);
                    await command.ExecuteNonQueryAsync().ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is LedgerlineException or ObjectDisposedException || Database.IsOfServer(e))
            {
            }
        }
    }

    /// <summary>What is to be told now, or for how long to wait until something may be.</summary>
    /// <returns>Whether anything waits.</returns>
    private bool Next(out TimeSpan pause, out IReadOnlyList<ChangeHint> hints)
    {
        lock (_lock)
        {
            long now = Stopwatch.GetTimestamp();
            pause = (_isStream ? LongPause : ShortPause) - Stopwatch.GetElapsedTime(_lastSent, now);
            hints = [];
            _isSending = _waiting.Count > 0;
            if (_isSending && pause <= TimeSpan.Zero)
            {
                _lastSent = now;
                hints = Take();
            }

            return _isSending;
        }
    }

    private void Changed(long now)
    {
        _isStream = Stopwatch.GetElapsedTime(_lastChange, now) < StreamInterval;
        _lastChange = now;
    }

    private List<ChangeHint> Take()
    {
        List<ChangeHint> taken = [.. _waiting];
        _waiting.Clear();
        return taken;
    }
}
