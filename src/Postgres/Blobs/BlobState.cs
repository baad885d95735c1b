using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>A project and what it stores at a path, as one statement saw them.</summary>
/// <param name="Life">The project's life.</param>
/// <param name="BlobId">The version that is stored; null where there is none.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When it was written, in milliseconds since 1970.</param>
internal readonly record struct BlobState(Guid Life, Guid? BlobId, long Length, long Modified)
{
    /// <summary>How many columns <see cref="Read"/> takes.</summary>
    public const int Columns = 4;

    public string? ETag => BlobId is { } id ? ETagOf(id) : null;

    public static string ETagOf(Guid blobId) => blobId.ToString("N");

    /// <summary>Reads the columns of <see cref="BlobSql.StateColumns"/>.</summary>
    public static BlobState Read(NpgsqlDataReader reader) => reader.IsDBNull(1)
        ? new(reader.GetGuid(0), null, 0, 0)
        : new(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetInt64(3));

    public BlobInfo? Info(string path) => ETag is { } etag
        ? new BlobInfo(path, Length, DateTimeOffset.FromUnixTimeMilliseconds(Modified), etag)
        : null;
}
