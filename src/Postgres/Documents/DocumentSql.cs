namespace Ledgerline.Postgres;

/// <summary>
/// The statements about documents. $1 is the project, $2 the set and, where it is about one document, $3 the key. Each that
/// finds nothing tells a missing document from a missing project. Those that change something are each a transaction in one
/// round trip, which notes the write's id.
/// </summary>
internal static class DocumentSql
{
    /// <summary>What tells a version d from others, as <see cref="DocumentVersion"/> has it.</summary>
    private const string Version = "d.write_id, substr(encode(d.etag, 'hex'), 1, 32)::uuid";

    private const string IsDocument = "d.project_id = $1 and d.set_name = $2 and d.key = $3";

    /// <summary>One row where the project is there: content and etag, or null.</summary>
    public static string Get(string schema) =>
        $"""
        select d.content, d.etag
        from {schema}.project p
        left join {schema}.document d on d.project_id = p.project_id and d.set_name = $2 and d.key = $3
        where p.project_id = $1
        """;

    /// <summary>
    /// Puts $4 as the write $5, whatever is there. Answers whether it did, and how it was when the statement began: whether the
    /// project was there, and the document's tag.
    /// </summary>
    /// <param name="schema">The schema.</param>
    /// <param name="synchronousCommit">What the setting shall be for this transaction; null for the session's.</param>
    public static string Put(string schema, string? synchronousCommit) => Change(
        schema, synchronousCommit,
        $"{Insert(schema, synchronousCommit)} do update set content = excluded.content, write_id = excluded.write_id returning d.write_id",
        "$5");

    /// <summary>The same where nothing is there.</summary>
    public static string PutIfAbsent(string schema, string? synchronousCommit) => Change(
        schema, synchronousCommit, $"{Insert(schema, synchronousCommit)} do nothing returning d.write_id", "$5");

    /// <summary>The same where the version of the tag $6 is there.</summary>
    public static string PutIfMatch(string schema, string? synchronousCommit) => Change(
        schema, synchronousCommit,
        $"""
        update {schema}.document d set content = $4, write_id = $5{From("from", synchronousCommit)}
            where {IsDocument} and d.etag = $6
            returning d.write_id
        """,
        "$5");

    /// <summary>Deletes as the write $4, where $5 is not null only the version of this tag. Answers the same.</summary>
    public static string Delete(string schema, string? synchronousCommit) => Change(
        schema, synchronousCommit,
        $"""
        delete from {schema}.document d{From("using", synchronousCommit)}
            where {IsDocument} and ($5::bytea is null or d.etag = $5)
            returning d.write_id
        """,
        "$4");

    /// <summary>
    /// Keeps the document from everybody else until the transaction ends; where there is none, a place for it, which nobody
    /// sees. Answers its content, tag and write, which is $4 where there was none.
    /// </summary>
    public static string Hold(string schema, string? synchronousCommit) =>
        $"""
        {(synchronousCommit is null ? "" : $"with {Setting(synchronousCommit)} ")}insert into {schema}.document as d (project_id, set_name, key, content, write_id)
        select $1, $2, $3, '', $4{From("from", synchronousCommit)}
        on conflict (project_id, set_name, key) do update set write_id = d.write_id
        returning d.content, d.etag, d.write_id
        """;

    /// <summary>Puts $4 as the write $5 over what is held.</summary>
    public static string PutHeld(string schema) =>
        $"""
        with changed as (
            update {schema}.document d set content = $4, write_id = $5 where {IsDocument}
        )
        insert into {schema}.document_write (project_id, write_id, done) values ($1, $5, true)
        """;

    /// <summary>
    /// Whether the write $2 was done: it waits for it where it is at work. Where it was not, it never will be, since its id is
    /// taken now. The answer is itself a write, so that with it what it tells of is on the standbys.
    /// </summary>
    public static string GiveUp(string schema) =>
        $"""
        insert into {schema}.document_write as w (project_id, write_id, done)
        select project_id, $2, false from {schema}.project where project_id = $1
        on conflict (project_id, write_id) do update set done = w.done
        returning done
        """;

    /// <summary>Forgets the writes below the id $2: nobody asks for them any more.</summary>
    public static string ForgetWrites(string schema) =>
        $"delete from {schema}.document_write where project_id = $1 and write_id < $2";

    /// <summary>The keys behind $3 and from $4 to below $5, $6 of them; one null row where there is none but the project.</summary>
    public static string List(string schema) =>
        $"""
        select d.key
        from {schema}.project p
        left join lateral (
            select key from {schema}.document
            where project_id = $1 and set_name = $2 and key > $3 and key >= $4 and key < $5
            order by key limit $6
        ) d on true
        where p.project_id = $1
        """;

    /// <summary>A null row where the project is there, and then the sets, each found by one step in the key.</summary>
    public static string ListSets(string schema) =>
        $"""
        with recursive sets as (
            (select set_name from {schema}.document where project_id = $1 and set_name > '' order by set_name limit 1)
            union all
            select d.set_name from sets s cross join lateral (
                select set_name from {schema}.document where project_id = $1 and set_name > s.set_name order by set_name limit 1
            ) d
        )
        (select null::text as set_name from {schema}.project where project_id = $1)
        union all
        (select set_name from sets)
        """;

    /// <summary>The versions of the keys $3, and the project's life; one row without a key where there is none but the project.</summary>
    public static string Versions(string schema) =>
        $"""
        select p.life, d.key, {Version}
        from {schema}.project p
        left join (
            unnest($3::text[]) as w(key) cross join lateral (
                select key, write_id, etag from {schema}.document where project_id = $1 and set_name = $2 and key = w.key limit 1
            ) d
        ) on true
        where p.project_id = $1
        """;

    /// <summary>The same of all keys behind $3, $4 of them, in their order.</summary>
    public static string AllVersions(string schema) =>
        $"""
        select p.life, d.key, {Version}
        from {schema}.project p
        left join lateral (
            select key, write_id, etag from {schema}.document
            where project_id = $1 and set_name = $2 and key > $3
            order by key limit $4
        ) d on true
        where p.project_id = $1
        """;

    private static string Insert(string schema, string? synchronousCommit) =>
        $"""
        insert into {schema}.document as d (project_id, set_name, key, content, write_id)
            select $1, $2, $3, $4, $5{From("from", synchronousCommit)}
            on conflict (project_id, set_name, key)
        """;

    private static string Change(string schema, string? synchronousCommit, string change, string writeId) =>
        $"""
        with {(synchronousCommit is null ? "" : $"{Setting(synchronousCommit)}, ")}changed as (
            {change}
        ), noted as (
            insert into {schema}.document_write (project_id, write_id, done) select $1, {writeId}, true from changed
        )
        select exists (select from changed),
            exists (select from {schema}.project where project_id = $1),
            (select d.etag from {schema}.document d where {IsDocument})
        """;

    private static string Setting(string synchronousCommit) =>
        $"setting as materialized (select set_config('synchronous_commit', '{synchronousCommit}', true))";

    private static string From(string keyword, string? synchronousCommit) => synchronousCommit is null ? "" : $" {keyword} setting";
}
