namespace Ledgerline.Postgres;

/// <summary>
/// The statements that append. Each is a transaction of its own, in one round trip: changing the log's row orders those who
/// append to it, so that numbers are dense and become visible in their order.
/// </summary>
internal static class AppendSql
{
    /// <summary>What the many-row statements answer.</summary>
    public const string Columns = "log_id, last_seq, last_ts, first_seq, entry_count, size_in_bytes, first_ts";

    /// <summary>
    /// One payload, where the log has begun. $1-3 the log, $4 the time now, $5 the payload, $6 its size, $7 the batch's id. Answers
    /// the log's life, the number and the time; nothing where the log is sealed or is not there.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="synchronousCommit">What the setting shall be for this transaction; null for the session's.</param>
    public static string One(string schema, string? synchronousCommit) =>
        $"""
        with {Setting(synchronousCommit)}head as (
            {Update(schema, "1", "$6", "$4", synchronousCommit, "$7")}
            returning l.log_id, l.last_seq, l.last_ts
        )
        insert into {schema}.entry (project_id, log_id, seq, ts, data, batch)
        select $1, h.log_id, h.last_seq, h.last_ts, $5, $7 from head h
        returning log_id, seq, ts
        """;

    /// <summary>
    /// Many payloads, where the log may have to begin. $1-3 the log, $4 its life where it begins, $5 the time now, $6 the payloads,
    /// $7 their size, $8 the batch's id, $9 how many, $10 the number expected to be the last, or null. Answers <see cref="Columns"/>;
    /// nothing where the log is sealed or has another last number.
    /// </summary>
    public static string Begin(string schema, string? synchronousCommit) => AppendAll(
        schema, synchronousCommit, Upsert(schema, "$9", "$7", "$5", synchronousCommit, "($10::bigint is null or $10 = 0)", "$8"));

    /// <summary>The same where the log has begun, which is less work.</summary>
    public static string Many(string schema, string? synchronousCommit) => AppendAll(
        schema, synchronousCommit,
        $"""
        {Update(schema, "$9", "$7", "$5", synchronousCommit, "$8")}
                and ($10::bigint is null or l.last_seq = $10) and $4::uuid is not null
        """);

    /// <summary>
    /// Takes numbers for entries that are copied in behind it, in one transaction. $1-3 the log, $4 its life where it begins,
    /// $5 the time now, $6 how many, $7 their size. Answers <see cref="Columns"/>.
    /// </summary>
    public static string Take(string schema) =>
        $"""
        {Upsert(schema, "$6", "$7", "$5", null, null, null)}
        returning {Columns}
        """;

    /// <summary>Takes the payloads behind <see cref="Take"/>, as binary rows.</summary>
    public static string Copy(string schema) =>
        $"copy {schema}.entry (project_id, log_id, seq, ts, data, batch) from stdin (format binary)";

    /// <summary>Entries with the numbers $3 and the times $4 of their own, and the payloads $5, for the log's life $2; $6 is the batch's id.</summary>
    public static string Import(string schema) =>
        $"""
        insert into {schema}.entry (project_id, log_id, seq, ts, data, batch)
        select $1, $2, d.seq, d.ts, d.data, case when d.n = 1 then $6::uuid end
        from unnest($3::bigint[], $4::bigint[], $5::text[]) with ordinality as d(seq, ts, data, n)
        """;

    /// <summary>A batch by its id $3, behind the number $4, of the log's life $2; also among those removed.</summary>
    public static string FindBatch(string schema) =>
        $"""
        (select seq from {schema}.entry where project_id = $1 and log_id = $2 and seq > $4 and batch = $3 order by seq desc limit 1)
        union all
        (select first_seq from {schema}.removed_batch where project_id = $1 and log_id = $2 and batch = $3)
        """;

    /// <summary>Waits for a transaction that may be making the log, by being in its way; $4 is the life it would have. A row without a
    /// number that is not sealed counts as no log.</summary>
    public static string Occupy(string schema) =>
        $"""
        insert into {schema}.log (project_id, name, key, log_id, first_seq, last_seq, entry_count, size_in_bytes)
        values ($1, $2, $3, $4, 1, 0, 0, 0)
        on conflict do nothing
        """;

    /// <summary>
    /// Has a log that is held refuse the batch $4, should it still be on its way. Only the latest are kept: none is on its way
    /// for long.
    /// </summary>
    public static string Abandon(string schema) =>
        $"""
        update {schema}.log set abandoned = ($4::uuid || abandoned)[:16] where project_id = $1 and name = $2 and key = $3
        """;

    private static string AppendAll(string schema, string? synchronousCommit, string change) =>
        $"""
        with {Setting(synchronousCommit)}head as (
            {change}
            returning l.log_id, l.last_seq, l.last_ts, l.first_seq, l.entry_count, l.size_in_bytes, l.first_ts
        ), added as (
            insert into {schema}.entry (project_id, log_id, seq, ts, data, batch)
            select $1, h.log_id, h.last_seq - $9 + d.n, h.last_ts, d.data, case when d.n = 1 then $8 end
            from head h, unnest($6::text[]) with ordinality as d(data, n)
        )
        select {Columns} from head
        """;

    private static string Update(string schema, string count, string size, string now, string? synchronousCommit, string batch) =>
        $"""
        update {schema}.log l
            set {Advance(count, size, now)}
            {(synchronousCommit is null ? "" : "from setting")}
            where l.project_id = $1 and l.name = $2 and l.key = $3 and not l.completed and {IsNotAbandoned(batch)}
        """;

    private static string Upsert(string schema, string count, string size, string now, string? synchronousCommit, string? begins, string? batch) =>
        $"""
        insert into {schema}.log as l (project_id, name, key, log_id, first_seq, last_seq, entry_count, size_in_bytes, first_ts, last_ts)
            select $1, $2, $3, $4, 1, {count}, {count}, {size}, {now}, {now}{(synchronousCommit is null ? "" : " from setting")}
            {(begins is null ? "" : $"where {begins}")}
            on conflict (project_id, name, key) do update
            set {Advance(count, size, now)}
            where not l.completed{(begins is null ? "" : " and ($10::bigint is null or l.last_seq = $10)")}{(batch is null ? "" : $" and {IsNotAbandoned(batch)}")}
        """;

    /// <summary>Looked at in the row as it is when its lock is had, however long ago the statement began.</summary>
    private static string IsNotAbandoned(string batch) => $"(l.abandoned is null or {batch} <> all (l.abandoned))";

    private static string Advance(string count, string size, string now) =>
        $"""
        last_seq = l.last_seq + {count}, entry_count = l.entry_count + {count}, size_in_bytes = l.size_in_bytes + {size},
                first_ts = case when l.entry_count = 0 then greatest(l.last_ts, {now}) else l.first_ts end, last_ts = greatest(l.last_ts, {now})
        """;

    private static string Setting(string? synchronousCommit) => synchronousCommit is null
        ? "" : $"setting as materialized (select set_config('synchronous_commit', '{synchronousCommit}', true)), ";
}
