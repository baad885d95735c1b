namespace Ledgerline.Postgres;

/// <summary>
/// The statements about blobs. $1 is the project and, where there is one, $2 the path. A version's chunks are added and
/// removed with its row, in one transaction, so one snapshot has both or neither.
/// </summary>
internal sealed class BlobSql(string schema)
{
    /// <summary>How many bytes a chunk has; the last one of a blob has what is left. An empty blob has none.</summary>
    public const int ChunkSize = 256 << 10;

    /// <summary>What <see cref="BlobState.Read"/> reads.</summary>
    public const string StateColumns = "p.life, b.blob_id, b.length, b.modified";

    /// <summary>Nothing where there is no project.</summary>
    public string State { get; } =
        $"""
        select {StateColumns} from {schema}.project p
        left join {schema}.blob b on b.project_id = p.project_id and b.path = $2
        where p.project_id = $1
        """;

    /// <summary>The same, and the content where it is one chunk.</summary>
    public string Open { get; } =
        $"""
        select {StateColumns}, c.bytes from {schema}.project p
        left join {schema}.blob b on b.project_id = p.project_id and b.path = $2
        left join {schema}.blob_chunk c on c.project_id = b.project_id and c.blob_id = b.blob_id and c.ordinal = 0 and b.length <= {ChunkSize}
        where p.project_id = $1
        """;

    /// <summary>One chunk: $2 is the version, $3 the chunk's number from 0.</summary>
    public string Chunk { get; } = $"select bytes from {schema}.blob_chunk where project_id = $1 and blob_id = $2 and ordinal = $3";

    /// <summary>Adds a chunk: $2 is the version, $3 the chunk's number, $4 its bytes.</summary>
    public string AddChunk { get; } = $"insert into {schema}.blob_chunk (project_id, blob_id, ordinal, bytes) values ($1, $2, $3, $4)";

    /// <summary>Keeps what is stored at a path from everybody else: whoever comes behind sees what came before.</summary>
    public string HoldBlob { get; } = $"select from {schema}.blob where project_id = $1 and path = $2 for update";

    /// <summary>
    /// Keeps others from making blobs in the project, of the life $2 where it is given; who makes logs or documents in it is
    /// not in the way.
    /// </summary>
    public string HoldProject { get; } = $"select from {schema}.project where project_id = $1 and ($2::uuid is null or life = $2) for no key update";

    /// <summary>
    /// Behind <see cref="HoldBlob"/>: lets version $3, of length $4, modified $5, take the place of what is stored, where that is
    /// $6, or whatever it is where $6 is null, in the project's life $7; $8 is its one chunk, or null. Answers whether it did
    /// and what was stored; nothing where there is no such life.
    /// </summary>
    public string Replace { get; } =
        $"""
        with project as (
            select 1 from {schema}.project where project_id = $1 and life = $7
        ), old as (
            select b.blob_id from {schema}.blob b, project where b.project_id = $1 and b.path = $2
        ), changed as (
            update {schema}.blob b set blob_id = $3, length = $4, modified = $5 from old
            where b.project_id = $1 and b.path = $2 and b.blob_id = old.blob_id and ($6::uuid is null or b.blob_id = $6)
            returning 1
        ), removed as (
            delete from {schema}.blob_chunk c using old, changed where c.project_id = $1 and c.blob_id = old.blob_id
        ), added as (
            insert into {schema}.blob_chunk (project_id, blob_id, ordinal, bytes) select $1, $3, 0, $8 from changed where $8::bytea is not null
        )
        select exists (select from changed), (select blob_id from old) from project
        """;

    /// <summary>
    /// Behind <see cref="HoldProject"/>: makes a blob of version $3, of length $4, modified $5, in the project's life $6, where
    /// none is stored at the path, at those above, $7, or below, from $8 to before $9; $10 is its one chunk, or null. Answers
    /// whether it did, what is stored there, the first blob above, and whether there is one below; nothing where there is no
    /// such life.
    /// </summary>
    public string Create { get; } =
        $"""
        with project as (
            select 1 from {schema}.project where project_id = $1 and life = $6
        ), old as (
            select blob_id from {schema}.blob where project_id = $1 and path = $2
        ), above as (
            select b.path from unnest($7::text[]) as w(path) cross join lateral (
                select path from {schema}.blob where project_id = $1 and path = w.path limit 1
            ) b order by b.path limit 1
        ), below as (
            select 1 from {schema}.blob where project_id = $1 and path >= $8 and path < $9 limit 1
        ), changed as (
            insert into {schema}.blob (project_id, path, blob_id, length, modified)
            select $1, $2, $3, $4, $5 from project
            where not exists (select from old) and not exists (select from above) and not exists (select from below)
            on conflict do nothing
            returning 1
        ), added as (
            insert into {schema}.blob_chunk (project_id, blob_id, ordinal, bytes) select $1, $3, 0, $10 from changed where $10::bytea is not null
        )
        select exists (select from changed), (select blob_id from old), (select path from above), exists (select from below) from project
        """;

    /// <summary>
    /// Behind <see cref="HoldBlob"/>: removes what is stored at the path, where it is the version $3, or whatever it is where $3
    /// is null. Answers whether it did, what was stored, and the project's life; nothing where there is no project.
    /// </summary>
    public string Delete { get; } =
        $"""
        with old as (
            select blob_id from {schema}.blob where project_id = $1 and path = $2
        ), changed as (
            delete from {schema}.blob b using old
            where b.project_id = $1 and b.path = $2 and b.blob_id = old.blob_id and ($3::uuid is null or b.blob_id = $3)
            returning 1
        ), removed as (
            delete from {schema}.blob_chunk c using old, changed where c.project_id = $1 and c.blob_id = old.blob_id
        )
        select exists (select from changed), (select blob_id from old), life from {schema}.project where project_id = $1
        """;

    /// <summary>The life of the project in a row of its own, and then the versions at the paths $2.</summary>
    public string Look { get; } =
        $"""
        (select null::text as path, life as id from {schema}.project where project_id = $1)
        union all
        (
            select b.path, b.blob_id from unnest($2::text[]) as w(path) cross join lateral (
                select path, blob_id from {schema}.blob where project_id = $1 and path = w.path limit 1
            ) b
        )
        """;

    /// <summary>The same for all paths from $2 on, and before $3 where it is bounded.</summary>
    public string LookAtAll(bool isBounded) =>
        $"""
        (select null::text as path, life as id from {schema}.project where project_id = $1)
        union all
        (select path, blob_id from {schema}.blob where project_id = $1 and path >= $2{(isBounded ? " and path < $3" : "")})
        """;

    /// <summary>A null row where the project is there, and then the paths from $2 on, behind $3, and before $4 where it is bounded.</summary>
    public string List(bool isBounded) =>
        $"""
        (select null::text as path from {schema}.project where project_id = $1)
        union all
        (select path from {schema}.blob where project_id = $1 and path >= $2 and path > $3{(isBounded ? " and path < $4" : "")} order by path limit 1000)
        """;
}
