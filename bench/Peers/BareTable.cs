using System.Text.Json;
using Ledgerline.Bench.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Ledgerline.Bench.Peers;

/// <summary>
/// A table of the same columns and the same key as our entries', and nothing else: prepared statements on one connection that
/// stays open, their parameters used again, payloads as UTF-8.
/// </summary>
internal sealed class BareTable : IAsyncDisposable
{
    private const string Columns = "(project_id, log_id, seq, ts, data)";

    private readonly string _schema;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _one;
    private readonly NpgsqlCommand _many;
    private readonly NpgsqlParameter<long> _seq = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<long> _time = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>> _payload = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<long> _firstSeq = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<long> _sharedTime = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>[]> _payloads = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    private long _lastSeq;

    private BareTable(string schema, NpgsqlDataSource source, NpgsqlConnection connection)
    {
        _schema = schema;
        _source = source;
        _connection = connection;
        _one = Command($"insert into {schema}.entry {Columns} values ($1, $2, $3, $4, $5)", _seq, _time, _payload);
        _many = Command(
            $"insert into {schema}.entry {Columns} select $1, $2, $3 + n, $4, data from unnest($5) with ordinality as d(data, n)",
            _firstSeq, _sharedTime, _payloads);
    }

    public static async Task<BareTable> CreateAsync()
    {
        string schema = BenchServer.NewSchemaName();
        await BenchServer.ExecuteAsync(
            $"""
            create schema {schema};
            create table {schema}.entry (
                project_id text collate "C" not null, log_id uuid not null, seq bigint not null, ts bigint not null,
                data text not null, batch uuid, primary key (project_id, log_id, seq));
            """);
        NpgsqlDataSource source = BenchServer.Connect();
        var table = new BareTable(schema, source, await source.OpenConnectionAsync());
        table._payload.TypedValue = "{}"u8.ToArray();
        table._payloads.TypedValue = [table._payload.TypedValue];
        await table._one.PrepareAsync();
        await table._many.PrepareAsync();
        return table;
    }

    /// <summary>A transaction a row.</summary>
    public async Task AppendEachAsync(Tweak[] tweaks)
    {
        foreach (Tweak tweak in tweaks)
        {
            _payload.TypedValue = Encode(tweak);
            _seq.TypedValue = ++_lastSeq;
            _time.TypedValue = Now();
            await _one.ExecuteNonQueryAsync();
        }
    }

    /// <summary>A transaction and a statement for each group of rows.</summary>
    public async Task AppendGroupsAsync(IEnumerable<Tweak[]> groups)
    {
        foreach (Tweak[] group in groups)
        {
            var payloads = new ReadOnlyMemory<byte>[group.Length];
            for (int i = 0; i < payloads.Length; i++)
            {
                payloads[i] = Encode(group[i]);
            }

            _payloads.TypedValue = payloads;
            _firstSeq.TypedValue = _lastSeq;
            _lastSeq += payloads.Length;
            _sharedTime.TypedValue = Now();
            await _many.ExecuteNonQueryAsync();
        }
    }

    /// <summary>How many rows there should be, and how many there are.</summary>
    public async Task<(long Expected, long Actual)> CountAsync()
    {
        await using NpgsqlCommand count = _source.CreateCommand($"select count(*) from {_schema}.entry");
        return (_lastSeq, (long)(await count.ExecuteScalarAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _many.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
        await BenchServer.DropAsync(_schema);
    }

    private static ReadOnlyMemory<byte> Encode(Tweak tweak) => JsonSerializer.SerializeToUtf8Bytes(tweak, PeerContext.Default.Tweak);

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private NpgsqlCommand Command(string text, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(text, _connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = PostgresLedger.ProjectId, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(), NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.AddRange(parameters);
        return command;
    }
}
