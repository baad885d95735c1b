namespace Ledgerline.Postgres;

/// <summary>The statements that look at all of a log. $1 is the project, $2 the name, $3 the key.</summary>
internal static class SurveySql
{
    /// <summary>
    /// The log's row and, as one state of the database, what its entries come to: one row where the project is there, as
    /// <see cref="LogPicture.Read"/> takes it.
    /// </summary>
    public static string Picture(string schema) =>
        $"""
        select {LogSql.StateColumns}, a.entries, a.size, f.seq, f.ts, z.seq, z.ts
        from {schema}.project p
        left join {schema}.log l on l.project_id = p.project_id and l.name = $2 and l.key = $3
        left join lateral (
            select count(*) as entries, coalesce(sum(octet_length(data)), 0)::bigint as size from {schema}.entry
            where project_id = $1 and log_id = l.log_id and seq between l.first_seq and l.last_seq
        ) a on true
        left join lateral (
            select seq, ts from {schema}.entry
            where project_id = $1 and log_id = l.log_id and seq between l.first_seq and l.last_seq order by seq limit 1
        ) f on true
        left join lateral (
            select seq, ts from {schema}.entry
            where project_id = $1 and log_id = l.log_id and seq between l.first_seq and l.last_seq order by seq desc limit 1
        ) z on true
        where p.project_id = $1
        """;

    /// <summary>The log's life and bounds, and as one state of the database its entries behind $4, at most $5.</summary>
    public static string Page(string schema) =>
        $"""
        select l.log_id, l.first_seq, l.last_seq, e.seq, e.ts, e.data
        from {schema}.log l
        left join lateral (
            select seq, ts, data from {schema}.entry
            where project_id = $1 and log_id = l.log_id and seq > $4
            order by seq limit $5
        ) e on true
        where l.project_id = $1 and l.name = $2 and l.key = $3
        order by e.seq
        """;
}
