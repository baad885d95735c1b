using System.Globalization;
using Ledgerline.Bench.Measurement;
using Npgsql;

namespace Ledgerline.Bench.Postgres;

/// <summary>A project of many logs, by key, and work on those that chance picks.</summary>
internal sealed class ManyPostgresLogs : IAsyncDisposable
{
    /// <summary>The entries of each log, at first.</summary>
    private const int Entries = 5;

    private readonly PostgresLedger _ledger;
    private readonly int _logs;
    private readonly Random _random = new(42);
    private readonly Dictionary<int, long> _appended = [];

    private ManyPostgresLogs(PostgresLedger ledger, int logs)
    {
        _ledger = ledger;
        _logs = logs;
    }

    /// <summary>The logs as their users would have made them, in turns, without the time that it would take.</summary>
    public static async Task<ManyPostgresLogs> CreateAsync(int logs)
    {
        PostgresLedger ledger = await PostgresLedger.CreateAsync();
        await BenchServer.ExecuteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            insert into {{ledger.Schema}}.log (project_id, name, key, log_id, first_seq, last_seq, entry_count, size_in_bytes, first_ts, last_ts)
            select '{{PostgresLedger.ProjectId}}', '{{ledger.Log.Name}}', 'k' || n,
                (lpad(to_hex(n), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
                1, {{Entries}}, {{Entries}}, {{Entries}} * 69, 1, 1
            from generate_series(1, {{logs}}) n;
            insert into {{ledger.Schema}}.entry (project_id, log_id, seq, ts, data)
            select l.project_id, l.log_id, seq, 1, '{"kind":"tweak","file":"src/app/main.tsx","turn":"turn001","n":' || seq || '}'
            from generate_series(1, {{Entries}}) seq, {{ledger.Schema}}.log l
            order by seq, l.log_id;
            """));
        await BenchServer.ExecuteAsync($"vacuum analyze {ledger.Schema}.log");
        await BenchServer.ExecuteAsync($"vacuum analyze {ledger.Schema}.entry");
        return new(ledger, logs);
    }

    /// <summary>The median seconds of an append to one of them.</summary>
    public Task<double> AppendAsync(int samples)
    {
        int[] picked = Pick(samples);
        return Timing.MedianAsync(samples, async i =>
        {
            AppendResult result = await Log(picked[i]).AppendAsync(Tweak.Number(Entries + 1));
            _appended[picked[i]] = result.LastSeq;
        });
    }

    /// <summary>The median seconds of reading what one of them holds behind its second entry.</summary>
    public Task<double> ReadSinceAsync(int samples)
    {
        int[] picked = Pick(samples);
        return Timing.MedianAsync(samples, async i =>
        {
            int count = 0;
            await foreach (LogEntry<Tweak> entry in Log(picked[i]).ReadAsync(new() { SinceSeq = 2 }))
            {
                count++;
            }

            Expect.Equal(_appended.GetValueOrDefault(picked[i], Entries) - 2, count);
        });
    }

    /// <summary>Throws where an append is not there.</summary>
    public async Task VerifyAsync()
    {
        await using NpgsqlDataSource source = BenchServer.Connect();
        await using NpgsqlCommand sum = source.CreateCommand($"select sum(last_seq)::bigint from {_ledger.Schema}.log");
        Expect.Equal(((long)_logs * Entries) + _appended.Values.Sum(lastSeq => lastSeq - Entries), (long)(await sum.ExecuteScalarAsync())!);
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    private AppendLog<Tweak> Log(int number) => _ledger.Project.TweakLog(string.Create(CultureInfo.InvariantCulture, $"k{number}"));

    private int[] Pick(int samples) => [.. Enumerable.Range(0, samples).Select(_ => _random.Next(1, _logs + 1))];
}
