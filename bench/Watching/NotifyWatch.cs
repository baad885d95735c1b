using System.Diagnostics;
using System.Globalization;
using Ledgerline.Bench.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Ledgerline.Bench.Watching;

/// <summary>LISTEN on one connection; on another a row and its notification in one transaction and one round trip. Nothing is read.</summary>
internal sealed class NotifyWatch : IWatch
{
    private readonly string _schema;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _sender;
    private readonly NpgsqlConnection _listener;
    private readonly NpgsqlBatch _send;
    private readonly NpgsqlParameter<string> _data = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<string> _sent = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly Latencies _latencies = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _listening;

    private NotifyWatch(string schema, NpgsqlDataSource source, NpgsqlConnection sender, NpgsqlConnection listener)
    {
        _schema = schema;
        _source = source;
        _sender = sender;
        _listener = listener;
        _send = new NpgsqlBatch(sender)
        {
            BatchCommands =
            {
                new($"insert into {schema}.entry (data) values ($1)") { Parameters = { _data } },
                new($"select pg_notify('{schema}', $1)") { Parameters = { _sent } },
            },
        };
        listener.Notification += (_, notification) =>
            _latencies.Received(Stopwatch.GetTimestamp(), long.Parse(notification.Payload, CultureInfo.InvariantCulture));
        _listening = Task.Run(ListenAsync);
    }

    public static async Task<NotifyWatch> StartAsync()
    {
        string schema = BenchServer.NewSchemaName();
        await BenchServer.ExecuteAsync(
            $"create schema {schema}; create table {schema}.entry (seq bigint generated always as identity primary key, data text not null)");
        NpgsqlDataSource source = BenchServer.Connect();
        NpgsqlConnection listener = await source.OpenConnectionAsync();
        await using (var listen = new NpgsqlCommand($"listen {schema}", listener))
        {
            await listen.ExecuteNonQueryAsync();
        }

        var watch = new NotifyWatch(schema, source, await source.OpenConnectionAsync(), listener);
        watch._data.TypedValue = watch._sent.TypedValue = "0";
        await watch._send.PrepareAsync();
        return watch;
    }

    public Task<double> MedianAsync(int samples) => _latencies.MedianAsync(
        samples,
        () => Latencies.SendPaced(samples, message =>
        {
            _sent.TypedValue = message.Turn;
            _data.TypedValue = message.ToString();
            _send.ExecuteNonQuery();
        }));

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening;
        await _send.DisposeAsync();
        await _sender.DisposeAsync();
        await _listener.DisposeAsync();
        await _source.DisposeAsync();
        await BenchServer.DropAsync(_schema);
        _ending.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                await _listener.WaitAsync(_ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
