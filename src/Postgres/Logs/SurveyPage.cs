using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Some entries of a log, looked at one by one, and the log's life and bounds at that moment.</summary>
/// <param name="LogId">The log's life.</param>
/// <param name="FirstSeq">The first number kept.</param>
/// <param name="Entries">The entries; none where there are no more.</param>
internal sealed record SurveyPage(Guid LogId, long FirstSeq, IReadOnlyList<SurveyedEntry> Entries)
{
    private const long MostEntries = 1000;

    /// <summary>Reads a page in the memory of its longest payload; null where there is no log.</summary>
    public static async ValueTask<SurveyPage?> ReadAsync(
        NpgsqlConnection connection, LogUpkeep upkeep, string text, long after, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = upkeep.On(connection.Command(text)).With(after).With(MostEntries);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        Guid logId = reader.GetGuid(0);
        long firstSeq = reader.GetInt64(1);
        long lastSeq = reader.GetInt64(2);
        List<SurveyedEntry> entries = [];
        if (!reader.IsDBNull(3))
        {
            do
            {
                entries.Add(SurveyedEntry.Judge(
                    reader.GetInt64(3), reader.GetInt64(4), reader.GetFieldValue<ReadOnlyMemory<byte>>(5), firstSeq, lastSeq));
            }
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false));
        }

        return new(logId, firstSeq, entries);
    }
}
