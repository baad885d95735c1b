using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>What a statement that changes a blob answers.</summary>
/// <param name="IsDone">Whether it was changed.</param>
/// <param name="Before">The version that was stored before.</param>
internal sealed record BlobAnswer(bool IsDone, Guid? Before)
{
    /// <summary>The first blob above that is in the way.</summary>
    public string? Above { get; init; }

    /// <summary>Whether blobs below are in the way.</summary>
    public bool IsAboveOthers { get; init; }

    /// <summary>The project's life, where the statement tells it.</summary>
    public Guid Life { get; init; }

    /// <summary>Of <see cref="BlobSql.Replace"/>.</summary>
    public static BlobAnswer OfReplace(NpgsqlDataReader reader) => new(reader.GetBoolean(0), reader.IsDBNull(1) ? null : reader.GetGuid(1));

    /// <summary>Of <see cref="BlobSql.Create"/>.</summary>
    public static BlobAnswer OfCreate(NpgsqlDataReader reader) =>
        OfReplace(reader) with { Above = reader.IsDBNull(2) ? null : reader.GetString(2), IsAboveOthers = reader.GetBoolean(3) };

    /// <summary>Of <see cref="BlobSql.Delete"/>.</summary>
    public static BlobAnswer OfDelete(NpgsqlDataReader reader) => OfReplace(reader) with { Life = reader.GetGuid(2) };
}
