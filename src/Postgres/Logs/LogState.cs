using System.Data.Common;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>A log's row, as one statement saw it.</summary>
/// <param name="Life">The project's life.</param>
/// <param name="LogId">The log's life; null where there is no row.</param>
/// <param name="FirstSeq">The first number kept.</param>
/// <param name="LastSeq">The last number assigned.</param>
/// <param name="Count">How many entries are kept.</param>
/// <param name="SizeInBytes">The bytes of their payloads.</param>
/// <param name="FirstTs">The first kept entry's time.</param>
/// <param name="LastTs">The time of the last entry ever appended.</param>
/// <param name="IsCompleted">Whether the log is sealed.</param>
internal sealed record LogState(
    Guid Life, Guid? LogId, long FirstSeq, long LastSeq, long Count, long SizeInBytes, long? FirstTs, long? LastTs, bool IsCompleted)
{
    /// <summary>Whether there is a log: anything was appended or it was sealed. A row may be there before.</summary>
    public bool IsThere => LogId is not null && (LastSeq > 0 || IsCompleted);

    /// <summary>How many columns <see cref="Read"/> takes.</summary>
    public const int Columns = 9;

    /// <summary>A log that there is not.</summary>
    public static LogState None(Guid life) => new(life, null, 1, 0, 0, 0, null, null, false);

    /// <summary>Reads the columns of <see cref="LogSql.StateColumns"/>.</summary>
    public static LogState Read(NpgsqlDataReader reader)
    {
        Guid life = reader.GetGuid(0);
        return reader.IsDBNull(1)
            ? None(life)
            : new(
                life, reader.GetGuid(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
                OrNull(reader, 6), OrNull(reader, 7), reader.GetBoolean(8));
    }

    private static long? OrNull(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
}
