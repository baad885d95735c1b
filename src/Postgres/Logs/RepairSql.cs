namespace Ledgerline.Postgres;

/// <summary>The statements that repair a log whose row is held. $1 is the project, $2 the name, $3 the key.</summary>
internal static class RepairSql
{
    private const string IsLog = "project_id = $1 and name = $2 and key = $3";

    /// <summary>Keeps the log's row as it is, for the repair $4. It is the repair's mark, too.</summary>
    public static string KeepRow(string schema) =>
        $"""
        insert into {schema}.quarantine (project_id, name, key, repair, ordinal, data)
        select project_id, name, key, $4, 0, row_to_json(l)::text from {schema}.log l where {IsLog}
        """;

    /// <summary>Whether the repair $4 was committed.</summary>
    public static string WasDone(string schema) => $"select true from {schema}.quarantine where {IsLog} and repair = $4 and ordinal = 0";

    /// <summary>Copies all entries of the log's life $5 for the repair $4.</summary>
    public static string Copy(string schema) =>
        $"""
        insert into {schema}.quarantine (project_id, name, key, repair, ordinal, seq, ts, data, batch)
        select $1, $2, $3, $4, row_number() over (order by seq), seq, ts, data, batch
        from {schema}.entry where project_id = $1 and log_id = $5
        """;

    /// <summary>
    /// Takes the entry $6 out of the log's life $5, as what the repair $4 found as $7 in its order, for the reason $8.
    /// </summary>
    public static string SetAside(string schema) =>
        $"""
        with gone as (
            delete from {schema}.entry where project_id = $1 and log_id = $5 and seq = $6 returning seq, ts, data, batch
        )
        insert into {schema}.quarantine (project_id, name, key, repair, ordinal, seq, ts, data, batch, cause)
        select $1, $2, $3, $4, $7, seq, ts, data, batch, $8 from gone
        """;

    /// <summary>Copies the entries of the log's life $2 to the life $3, numbered from $4 on. Answers how many have another number.</summary>
    public static string Renumber(string schema) =>
        $"""
        with copied as (
            insert into {schema}.entry (project_id, log_id, seq, ts, data, batch)
            select project_id, $3, row_number() over (order by seq) + $4 - 1, ts, data, batch
            from {schema}.entry where project_id = $1 and log_id = $2
        )
        select count(*) from (
            select seq, row_number() over (order by seq) + $4 - 1 as n from {schema}.entry where project_id = $1 and log_id = $2
        ) e where seq <> n
        """;

    /// <summary>Takes the ids of the batches that were removed from the log's life $2 to the life $3.</summary>
    public static string MoveBatches(string schema) =>
        $"update {schema}.removed_batch set log_id = $3 where project_id = $1 and log_id = $2";

    /// <summary>
    /// Makes the row say what its entries, those of the life $4, come to; no number up to $5 is given to another entry. Answers
    /// how many entries there are.
    /// </summary>
    public static string Count(string schema) =>
        $"""
        with sums as (
            select count(*) as entries, coalesce(sum(octet_length(data)), 0)::bigint as size
            from {schema}.entry where project_id = $1 and log_id = $4
        ), head as (
            select greatest(l.last_seq, $5, z.seq, 0) as last_seq, z.seq as seq, z.ts as ts
            from {schema}.log l left join lateral (
                select seq, ts from {schema}.entry where project_id = $1 and log_id = $4 order by seq desc limit 1
            ) z on true
            where {IsLog}
        )
        update {schema}.log l
        set log_id = $4, entry_count = s.entries, size_in_bytes = s.size, last_seq = h.last_seq,
            first_seq = coalesce(f.seq, h.last_seq + 1), first_ts = f.ts,
            last_ts = case when h.seq = h.last_seq then h.ts else greatest(l.last_ts, h.ts) end
        from sums s cross join head h left join lateral (
            select seq, ts from {schema}.entry where project_id = $1 and log_id = $4 order by seq limit 1
        ) f on true
        where l.project_id = $1 and l.name = $2 and l.key = $3
        returning l.entry_count
        """;

    /// <summary>Removes all that repairs set aside.</summary>
    public static string DeleteQuarantine(string schema) => $"delete from {schema}.quarantine where {IsLog}";
}
