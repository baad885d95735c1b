using System.Diagnostics;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// Tells other processes of this one's changes. A transaction that notifies holds a lock of the whole server's while it
/// commits, so that is never one that changes something: hints gather while the last ones are sent, and for a moment
/// after that, and go together in a transaction that flushes nothing.
/// </summary>
internal sealed class ChangeNotifier(Database database) : IAsyncDisposable
{
    /// <summary>Who comes alone is told at once, and the next a moment later.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(1);

    /// <summary>In a stream of changes so many times a second is enough.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(5);

    /// <summary>More changes than one in such a time are a stream.</summary>
    private static readonly TimeSpan StreamInterval = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private HashSet<ChangeHint> _waiting = [];
    private int _changes;
    private Task _sending = Task.CompletedTask;
    private bool _isSending;

    public void Add(ChangeHint hint)
    {
        lock (_lock)
        {
            _changes++;
            if (_waiting.Add(hint) && !_isSending)
            {
                _isSending = true;
                _sending = Task.Run(SendAsync);
            }
        }
    }

    public async ValueTask DisposeAsync() => await _sending.ConfigureAwait(false);

    private async Task SendAsync()
    {
        long begun = Stopwatch.GetTimestamp();
        while (Take() is ({ } hints, var changes))
        {
            TimeSpan pause = Stopwatch.GetElapsedTime(begun) < changes * StreamInterval && changes > 1 ? LongPause : ShortPause;
            begun = Stopwatch.GetTimestamp();
            try
            {
                // Whoever cannot be told finds out by looking: a hint is not worth a second attempt.
                NpgsqlConnection connection = await database.OpenAsync(
                    new Attempts("notify", "other processes", TimeSpan.Zero, ShortPause, ShortPause), CancellationToken.None).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    using NpgsqlCommand command = connection.Command(WatchSql.Notify).With(ChannelOf(database)).With(hints);
                    await command.ExecuteNonQueryAsync().ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is LedgerlineException or ObjectDisposedException || Database.IsOfServer(e))
            {
                continue;
            }

            await Task.Delay(pause).ConfigureAwait(false);
        }
    }

    /// <summary>The channel of a schema: of all processes that use it, and of nobody else.</summary>
    public static string ChannelOf(Database database) => $"ledgerline_{database.Options.Schema}"[..Math.Min(63, 11 + database.Options.Schema.Length)];

    /// <summary>What is to be told, and of how many changes it tells; null where nothing is.</summary>
    private (List<string>? Hints, int Changes) Take()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _isSending = false;
                _changes = 0;
                return default;
            }

            List<string> hints = [.. _waiting.Select(static hint => hint.ToString())];
            int changes = _changes;
            _waiting = [];
            _changes = 0;
            return (hints, changes);
        }
    }
}
