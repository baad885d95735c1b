using Ledgerline.Drivers;
using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Entries that one statement read, and the log as it was then where the statement told it.</summary>
internal sealed class LogPage
{
    private LogPage(LogState? state, List<RawLogEntry> entries)
    {
        State = state;
        Entries = entries;
    }

    public LogState? State { get; }

    public IReadOnlyList<RawLogEntry> Entries { get; }

    /// <summary>Reads the rows of <see cref="EntrySql.Begin(string)"/>; null where there is no project.</summary>
    public static async ValueTask<LogPage?> ReadWithStateAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        if (!await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var state = LogState.Read(reader);
        List<RawLogEntry> entries = [];
        if (!reader.IsDBNull(LogState.Columns))
        {
            do
            {
                entries.Add(Read(reader, LogState.Columns));
            }
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false));
        }

        return new LogPage(state, entries);
    }

    /// <summary>Reads the rows of <see cref="EntrySql.Page(string)"/>.</summary>
    public static async ValueTask<LogPage> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<RawLogEntry> entries = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            entries.Add(Read(reader, 0));
        }

        return new LogPage(null, entries);
    }

    /// <summary>The same without the entries up to a number.</summary>
    public LogPage Above(long seq) => new(State, [.. Entries.Where(entry => entry.Seq > seq)]);

    private static RawLogEntry Read(NpgsqlDataReader reader, int column) =>
        new(reader.GetInt64(column), reader.GetInt64(column + 1), reader.GetFieldValue<ReadOnlyMemory<byte>>(column + 2));
}
