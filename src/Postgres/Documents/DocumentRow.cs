using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Reads documents from rows.</summary>
internal static class DocumentRow
{
    /// <summary>A document whose content is the first column, and its tag the second.</summary>
    public static StoredDocument Read(NpgsqlDataReader reader) => new(reader.GetFieldValue<byte[]>(0), Tag(reader, 1));

    /// <summary>A tag as callers have it.</summary>
    public static string Tag(NpgsqlDataReader reader, int column) => Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(column));
}
