namespace Ledgerline.Postgres;

/// <summary>The statements about a log as a whole. $1 is the project, $2 the name, $3 the key.</summary>
internal static class LogSql
{
    /// <summary>What <see cref="LogState.Read"/> reads, of a project p and a log l.</summary>
    public const string StateColumns =
        "p.life, l.log_id, l.first_seq, l.last_seq, l.entry_count, l.size_in_bytes, l.first_ts, l.last_ts, l.completed";

    /// <summary>A row without a number that is not sealed counts as no log.</summary>
    private const string IsThere = "(last_seq > 0 or completed)";

    private const string IsLog = "project_id = $1 and name = $2 and key = $3";

    /// <summary>One row where the project is there.</summary>
    public static string State(string schema) =>
        $"""
        select {StateColumns}
        from {schema}.project p
        left join {schema}.log l on l.project_id = p.project_id and l.name = $2 and l.key = $3
        where p.project_id = $1
        """;

    /// <summary>The log's row, kept from everybody else until the transaction ends.</summary>
    public static string Lock(string schema) =>
        $"""
        select {StateColumns}
        from {schema}.log l join {schema}.project p on p.project_id = l.project_id
        where l.project_id = $1 and l.name = $2 and l.key = $3
        for update of l
        """;

    /// <summary>
    /// The logs that are followed, projects $1, names $2 and keys $3, in their order: the life of each project, and of each log
    /// what tells that it has changed.
    /// </summary>
    public static string Heads(string schema) =>
        $"""
        select w.n, p.life, l.log_id, l.first_seq, l.last_seq, l.completed
        from unnest($1::text[], $2::text[], $3::text[]) with ordinality as w(project_id, name, key, n)
        left join lateral (select life from {schema}.project where project_id = w.project_id limit 1) p on true
        left join lateral (
            select log_id, first_seq, last_seq, completed from {schema}.log
            where project_id = w.project_id and name = w.name and key = w.key limit 1
        ) l on true
        """;

    /// <summary>
    /// Removes up to $4, in a transaction that holds the row: it sees what was committed before. $5 is the time now, $6 the
    /// truncation's id, by which <see cref="FindTruncation"/> finds how many it has removed.
    /// </summary>
    public static string Truncate(string schema) =>
        $"""
        with head as (
            select log_id, last_seq from {schema}.log where {IsLog}
        ), gone as (
            delete from {schema}.entry e using head h
            where e.project_id = $1 and e.log_id = h.log_id and e.seq <= $4
            returning e.log_id, e.seq, octet_length(e.data) as size, e.batch, e.ts
        ), forgotten as (
            delete from {schema}.removed_batch b using head h
            where b.project_id = $1 and b.log_id = h.log_id and b.removed_ts < $5 - {RemovedBatchMs}
        ), kept as (
            insert into {schema}.removed_batch (project_id, log_id, batch, first_seq, removed_ts)
            select $1, log_id, batch, seq, $5 from gone where batch is not null and ts >= $5 - {RemovedBatchMs}
            on conflict do nothing
        ), sums as (
            select count(*) as removed, coalesce(sum(size), 0)::bigint as size from gone
        ), noted as (
            insert into {schema}.removed_batch (project_id, log_id, batch, first_seq, removed_ts)
            select $1, h.log_id, $6, s.removed, $5 from head h cross join sums s where s.removed > 0
        )
        update {schema}.log l
        set first_seq = coalesce(first.seq, h.last_seq + 1), first_ts = first.ts,
            entry_count = l.entry_count - s.removed, size_in_bytes = l.size_in_bytes - s.size
        from head h cross join sums s left join lateral (
            select e.seq, e.ts from {schema}.entry e
            where e.project_id = $1 and e.log_id = h.log_id and e.seq > $4 order by e.seq limit 1
        ) first on true
        where l.project_id = $1 and l.name = $2 and l.key = $3
        returning s.removed
        """;

    /// <summary>How many the truncation $3 of the log's life $2 has removed; nothing where it was not done, or found nothing.</summary>
    public static string FindTruncation(string schema) =>
        $"select first_seq from {schema}.removed_batch where project_id = $1 and log_id = $2 and batch = $3";

    /// <summary>Seals a log, or makes one that is sealed; $4 is its life then.</summary>
    public static string Complete(string schema) =>
        $"""
        insert into {schema}.log (project_id, name, key, log_id, first_seq, last_seq, entry_count, size_in_bytes, completed)
        values ($1, $2, $3, $4, 1, 0, 0, 0, true)
        on conflict (project_id, name, key) do update set completed = true
        """;

    /// <summary>
    /// Has a log that is held go on: $4 is its last number, $5 its last time, $6 how many entries were added, $7 their size, $8
    /// the first of them or null, $9 its time.
    /// </summary>
    public static string Advance(string schema) =>
        $"""
        update {schema}.log
        set first_seq = case when entry_count > 0 then first_seq else coalesce($8, $4 + 1) end,
            first_ts = case when entry_count > 0 then first_ts else $9 end,
            last_seq = $4, last_ts = $5, entry_count = entry_count + $6, size_in_bytes = size_in_bytes + $7
        where {IsLog}
        """;

    /// <summary>
    /// Removes the row of a log's life $4; its entries go behind it, by <see cref="DeleteEntries"/>. Not where a batch from $5 on
    /// was given up: what may still be on its way must find that.
    /// </summary>
    public static string Delete(string schema) =>
        $"""
        delete from {schema}.log
        where {IsLog} and log_id = $4 and not exists (select from unnest(abandoned) as a(batch) where a.batch >= $5)
        """;

    /// <summary>Makes of the row of a log's life $4 that of a log that never began, which would have the life $5.</summary>
    public static string Empty(string schema) =>
        $"""
        update {schema}.log
        set log_id = $5, first_seq = 1, last_seq = 0, entry_count = 0, size_in_bytes = 0, first_ts = null, last_ts = null, completed = false
        where {IsLog} and log_id = $4
        """;

    /// <summary>$2 is the log's life.</summary>
    public static string DeleteEntries(string schema, string table) =>
        $"delete from {schema}.{table} where project_id = $1 and log_id = $2";

    /// <summary>A null row where the project is there, and then the names, each found by one step in the key, however many keys it has.</summary>
    public static string ListNames(string schema) =>
        $"""
        with recursive names as (
            (select name from {schema}.log where project_id = $1 and {IsThere} order by name limit 1)
            union all
            select l.name from names n cross join lateral (
                select name from {schema}.log where project_id = $1 and name > n.name and {IsThere} order by name limit 1
            ) l
        )
        (select null::text as name from {schema}.project where project_id = $1)
        union all
        (select name from names)
        """;

    /// <summary>The keys of the name $2 behind $3, $4 of them; one null row where there is none but the project.</summary>
    public static string ListKeys(string schema) =>
        $"""
        select l.key
        from {schema}.project p
        left join lateral (
            select key from {schema}.log where project_id = $1 and name = $2 and key > $3 and {IsThere} order by key limit $4
        ) l on true
        where p.project_id = $1
        """;

    /// <summary>How long the ids of removed batches are kept, in milliseconds: longer than anyone tries to find out about one.</summary>
    private const string RemovedBatchMs = "900000";
}
