using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>A log's row beside what its entries come to, both of one moment.</summary>
/// <param name="Log">The row.</param>
/// <param name="Entries">How many entries there are between its first number and its last.</param>
/// <param name="SizeInBytes">The bytes of their payloads.</param>
/// <param name="First">The first of them; null where there is none.</param>
/// <param name="Last">The last of them.</param>
internal sealed record LogPicture(LogState Log, long Entries, long SizeInBytes, (long Seq, long Ts)? First, (long Seq, long Ts)? Last)
{
    /// <summary>
    /// How many entries somebody removed by hand: the row is changed with each entry, so numbers that were given up are not
    /// counted in it.
    /// </summary>
    public long Missing => Log.Count - Entries;

    /// <summary>Whether the entries that are missing have left numbers open.</summary>
    public bool HasGaps => Missing > 0 && Log.LastSeq - Log.FirstSeq + 1 > Entries;

    /// <summary>Whether the row says what the entries come to.</summary>
    public bool IsSound => Missing == 0 && SizeDisagreement is null && !Disagreements().Any();

    /// <summary>Where no entry is missing: that payloads were changed, which the entries themselves may tell too; null where none was.</summary>
    public string? SizeDisagreement => Missing != 0 || Log.SizeInBytes == SizeInBytes
        ? null : $"it counts {Log.SizeInBytes} bytes of payloads, and there are {SizeInBytes}: a payload was changed by hand";

    /// <summary>What the row says that the entries, as they are, do not bear out; entries that are missing are told otherwise.</summary>
    public IEnumerable<string> Disagreements()
    {
        if (Missing != 0)
        {
            if (!HasGaps)
            {
                yield return $"it counts {Log.Count} entries, and {Entries} are there";
            }
        }
        else
        {
            if (Log.FirstSeq != (First?.Seq ?? Log.LastSeq + 1))
            {
                yield return First is { } first
                    ? $"it begins with the entry {Log.FirstSeq}, and the first that is there is {first.Seq}"
                    : $"it begins with the entry {Log.FirstSeq}, expected {Log.LastSeq + 1} where none is there";
            }
            else if (First?.Ts is { } ts && Log.FirstTs != ts)
            {
                yield return $"its first time is {Log.FirstTs}, and the first entry's is {ts}";
            }
        }

        if (Last?.Seq == Log.LastSeq && Last?.Ts != Log.LastTs)
        {
            yield return $"its last time is {Log.LastTs}, and the last entry's is {Last?.Ts}";
        }
    }

    /// <summary>Reads the row of <see cref="SurveySql.Picture"/>; null where there is no project.</summary>
    public static async ValueTask<LogPicture?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        // All entries are read for it, on the server.
        command.Unhurried();
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? Read(reader) : null;
    }

    private static LogPicture Read(NpgsqlDataReader reader)
    {
        const int Own = LogState.Columns;
        return new(LogState.Read(reader), reader.GetInt64(Own), reader.GetInt64(Own + 1), Entry(Own + 2), Entry(Own + 4));

        (long Seq, long Ts)? Entry(int column) =>
            reader.IsDBNull(column) ? null : (reader.GetInt64(column), reader.GetInt64(column + 1));
    }
}
