using System.Text.Json;
using Ledgerline.Bench.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Ledgerline.Bench.Peers;

/// <summary>Reads our own table as PostgreSQL hands out rows fastest, by binary COPY, and parses their payloads.</summary>
internal sealed class BinaryCopy : IAsyncDisposable
{
    private readonly string _copy;
    private readonly NpgsqlDataSource _source;

    private BinaryCopy(NpgsqlDataSource source, string schema, Guid logId)
    {
        _source = source;
        _copy =
            $"""
            copy (
                select seq, ts, data from {schema}.entry
                where project_id = '{PostgresLedger.ProjectId}' and log_id = '{logId}' and seq > 0
                order by seq
            ) to stdout (format binary)
            """;
    }

    /// <param name="schema">The schema, of one log.</param>
    public static async Task<BinaryCopy> OpenAsync(string schema)
    {
        NpgsqlDataSource source = BenchServer.Connect();
        await using NpgsqlCommand find = source.CreateCommand($"select log_id from {schema}.log");
        return new(source, schema, (Guid)(await find.ExecuteScalarAsync())!);
    }

    public async Task<Tally> TallyAsync()
    {
        Tally tally = default;
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync();
        await using NpgsqlBinaryExporter rows = await connection.BeginBinaryExportAsync(_copy);
        while (await rows.StartRowAsync() != -1)
        {
            await rows.ReadAsync<long>(NpgsqlDbType.Bigint);
            await rows.ReadAsync<long>(NpgsqlDbType.Bigint);
            ReadOnlyMemory<byte> payload = await rows.ReadAsync<ReadOnlyMemory<byte>>(NpgsqlDbType.Text);
            tally = tally.With(JsonSerializer.Deserialize(payload.Span, PeerContext.Default.Tweak)!.N);
        }

        return tally;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
