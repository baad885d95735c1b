using System.Diagnostics;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>
/// The one connection on which a process waits for changes, for all who follow or watch; it is there while somebody does.
/// Now and then it looks itself: at the heads of the logs that are followed, whoever may have failed to notify.
/// </summary>
internal sealed class ChangeListener(Database database, ChangeFeeds feeds) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _listening = Task.CompletedTask;

    /// <summary>Begins to listen, where nobody does yet.</summary>
    public void Start()
    {
        lock (_lock)
        {
            if (_stop is null)
            {
                _stop = new CancellationTokenSource();
                CancellationToken token = _stop.Token;
                Task before = _listening;
                _listening = Task.Run(() => RunAsync(before, token));
            }
        }
    }

    /// <summary>Ends listening, where somebody does; it can be begun anew.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stop?.Cancel();
            _stop?.Dispose();
            _stop = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Stop();
        await _listening.ConfigureAwait(false);
    }

    private async Task RunAsync(Task before, CancellationToken cancellationToken)
    {
        await before.ConfigureAwait(false);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                NpgsqlConnection connection = await database.OpenAsync(
                    database.Begin("listen to", database.Options.Schema), cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await ListenAsync(connection, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is LedgerlineException or ObjectDisposedException || Database.IsOfServer(e))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    return;
                }

                // Who follows looks itself, and is told what is wrong.
                DriverEvents.ListenerLost(database.Options.Logger, e);
                feeds.PulseAll();
                feeds.Unsure();
                await Task.Delay(database.Options.PollInterval, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        connection.Notification += (_, notification) =>
        {
            if (ChangeHint.TryParse(notification.Payload, out ChangeHint hint))
            {
                feeds.Notified(hint);
            }
        };
        bool isListening = false;
        try
        {
            while (true)
            {
                long looked = Stopwatch.GetTimestamp();
                if (!isListening && !await IsStandbyAsync(connection, cancellationToken).ConfigureAwait(false))
                {
                    await RunAsync(connection, $"listen \"{ChangeNotifier.ChannelOf(database)}\"").ConfigureAwait(false);
                    isListening = true;

                    // What was told before that was told to nobody.
                    feeds.PulseAll();
                    feeds.Unsure();
                }

                while (await connection.WaitAsync(Left(looked), cancellationToken).ConfigureAwait(false) && Left(looked) > TimeSpan.FromMilliseconds(1))
                {
                }

                await LookAsync(connection, cancellationToken).ConfigureAwait(false);
                feeds.Unsure();
            }
        }
        finally
        {
            // The connection goes back to those that others use.
            if (isListening && connection.FullState == System.Data.ConnectionState.Open)
            {
                await RunAsync(connection, "unlisten *").ConfigureAwait(false);
            }
        }
    }

    private TimeSpan Left(long since)
    {
        TimeSpan left = database.Options.PollInterval - Stopwatch.GetElapsedTime(since);
        return left < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : left;
    }

    /// <summary>Looks at the heads of the logs that are followed.</summary>
    public async ValueTask LookAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        LogFeed[] logs = [.. feeds.Logs];
        if (logs.Length == 0)
        {
            return;
        }

        using NpgsqlCommand command = connection.Command(LogSql.Heads(database.Schema))
            .With([.. logs.Select(static log => log.Log.Project)])
            .With([.. logs.Select(static log => log.Log.Name)])
            .With([.. logs.Select(static log => log.Log.Key)]);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            LogFeed log = logs[(int)reader.GetInt64(0) - 1];
            log.Saw(reader.IsDBNull(1) ? default : new LogHead(
                reader.GetGuid(1),
                reader.IsDBNull(2) ? null : reader.GetGuid(2),
                reader.IsDBNull(2) ? 0 : reader.GetInt64(3),
                reader.IsDBNull(2) ? 0 : reader.GetInt64(4),
                !reader.IsDBNull(2) && reader.GetBoolean(5)));
        }
    }

    /// <summary>Whether the server refuses to be listened to; a connection outlives its promotion, after which it does not.</summary>
    private static async ValueTask<bool> IsStandbyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = connection.Command("select pg_is_in_recovery()");
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    private static async ValueTask RunAsync(NpgsqlConnection connection, string text)
    {
        using NpgsqlCommand command = connection.Command(text);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
