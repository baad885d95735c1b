using Ledgerline.Postgres.Tests.Servers;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>A schema with enough rows in every table, and statistics of them, that the planner minds how it gets at them.</summary>
public sealed class FilledSchema : IAsyncLifetime
{
    private const string Fill =
        """
        insert into project select 'p' || i, gen_random_uuid() from generate_series(1, 2000) i;
        insert into log (project_id, name, key, log_id, first_seq, last_seq, entry_count, size_in_bytes, first_ts, last_ts)
            select 'p' || p, 'log' || k % 5, 'k' || k, gen_random_uuid(), 1, 10, 10, 100, 1, 10
            from generate_series(1, 2000) p, generate_series(1, 10) k;
        insert into entry (project_id, log_id, seq, ts, data, batch)
            select project_id, log_id, n, n, '{"n":' || n || '}', gen_random_uuid() from log, generate_series(1, 10) n where key <> 'k1';
        insert into removed_batch
            select project_id, log_id, gen_random_uuid(), 1, 1 from log;
        insert into quarantine (project_id, name, key, repair, ordinal, data)
            select project_id, name, key, gen_random_uuid(), 0, '{}' from log;
        insert into document (project_id, set_name, key, content, write_id)
            select 'p' || p, 'set' || k % 5, 'k' || k, '{}', gen_random_uuid() from generate_series(1, 2000) p, generate_series(1, 10) k;
        insert into document_write (project_id, write_id, done)
            select project_id, write_id, true from document;
        insert into blob (project_id, path, blob_id, length, modified)
            select 'p' || p, 'path/' || k, gen_random_uuid(), 1, 1 from generate_series(1, 2000) p, generate_series(1, 10) k;
        insert into blob_chunk (project_id, blob_id, ordinal, bytes)
            select project_id, blob_id, n, '' from blob, generate_series(1, 3) n;
        vacuum analyze;
        """;

    internal OpenSchema Opened { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Opened = await OpenSchema.OpenAsync();
        foreach (string statement in Fill.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await Opened.ExecuteAsync(statement);
        }
    }

    public async Task DisposeAsync() => await Opened.DisposeAsync();
}
