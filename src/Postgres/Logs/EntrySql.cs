namespace Ledgerline.Postgres;

/// <summary>The statements that read entries.</summary>
internal static class EntrySql
{
    /// <summary>
    /// The log $1-3 and, as one state of the database, its first entries behind $4, at most $5: one row at least where the
    /// project is there, its entry null where there is none.
    /// </summary>
    public static string Begin(string schema) => Begin(schema, ">", "");

    /// <summary>The same from the end: before $4.</summary>
    public static string BeginReverse(string schema) => Begin(schema, "<", " desc");

    /// <summary>The entries of the log's life $2 behind $3, up to $4, at most $5.</summary>
    public static string Page(string schema) => Page(schema, "");

    /// <summary>The same from the end.</summary>
    public static string PageReverse(string schema) => Page(schema, " desc");

    /// <summary>
    /// The last number between $3 and $4, both not included, whose entry and all before it are from before the time $5, or $3:
    /// a binary search, which numbers that are missing do not mislead.
    /// </summary>
    public static string FindTime(string schema) =>
        $"""
        with recursive search(low, high) as (
            select $3::bigint, $4::bigint
            union all
            select case when probe.ts < $5 then probe.seq else s.low end,
                   case when probe.ts < $5 then s.high else s.low + (s.high - s.low) / 2 end
            from search s
            left join lateral (
                select e.seq, e.ts from {schema}.entry e
                where e.project_id = $1 and e.log_id = $2 and e.seq >= s.low + (s.high - s.low) / 2 and e.seq < s.high
                order by e.seq limit 1
            ) probe on true
            where s.high - s.low > 1
        )
        select low from search where high - low <= 1
        """;

    /// <summary>The first number of the log's life $2 from which on, of the $3 bytes that are kept, less than $4 are left.</summary>
    public static string FindSize(string schema) =>
        $"""
        select seq from (
            select seq, $3 - sum(octet_length(data)) over (order by seq) as rest
            from {schema}.entry where project_id = $1 and log_id = $2
        ) e
        where rest < $4 order by seq limit 1
        """;

    /// <summary>The first number kept of the log's life $2 but for the $3 oldest.</summary>
    public static string FindCount(string schema) =>
        $"select seq from {schema}.entry where project_id = $1 and log_id = $2 order by seq offset $3 limit 1";

    private static string Begin(string schema, string behind, string order) =>
        $"""
        select {LogSql.StateColumns}, e.seq, e.ts, e.data
        from {schema}.project p
        left join {schema}.log l on l.project_id = p.project_id and l.name = $2 and l.key = $3
        left join lateral (
            select seq, ts, data from {schema}.entry
            where project_id = $1 and log_id = l.log_id and seq {behind} $4
            order by seq{order} limit $5
        ) e on true
        where p.project_id = $1
        order by e.seq{order}
        """;

    private static string Page(string schema, string order) =>
        $"""
        select seq, ts, data from {schema}.entry
        where project_id = $1 and log_id = $2 and seq > $3 and seq <= $4
        order by seq{order} limit $5
        """;
}
