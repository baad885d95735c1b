using System.Text.Json;
using Ledgerline.Bench.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Ledgerline.Bench.Peers;

/// <summary>Reads our own table as PostgreSQL hands out rows fastest, by binary COPY, and parses their payloads.</summary>
internal sealed class BinaryCopy : IAsyncDisposable
{
    private readonly string _copy;
    private readonly NpgsqlDataSource _source = BenchServer.Connect();

    /// <param name="schema">The schema, of one log.</param>
    public BinaryCopy(string schema) => _copy =
        $"""
        copy (
            select e.seq, e.ts, e.data
            from {schema}.entry e
            where e.project_id = '{PostgresLedger.ProjectId}' and e.log_id = (select log_id from {schema}.log)
            order by e.seq
        ) to stdout (format binary)
        """;

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
