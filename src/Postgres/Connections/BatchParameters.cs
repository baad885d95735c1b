using Npgsql;
using NpgsqlTypes;

namespace Ledgerline.Postgres;

/// <summary>Adds statements that are sent together, and their positional parameters: outside a transaction they are one.</summary>
internal static class BatchParameters
{
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string text)
    {
        var command = new NpgsqlBatchCommand(text);
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Sets <c>synchronous_commit</c> for the transaction; null leaves it as it is.</summary>
    public static void AddSynchronousCommit(this NpgsqlBatch batch, string? setting)
    {
        if (setting is not null)
        {
            batch.Add(setting == "off" ? "select set_config('synchronous_commit', 'off', true)" : "select set_config('synchronous_commit', 'on', true)");
        }
    }

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, string value) =>
        command.Add(new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text });

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, long value) =>
        command.Add(new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint });

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, Guid? value) => command.Add(value is { } given
        ? new NpgsqlParameter<Guid> { TypedValue = given, NpgsqlDbType = NpgsqlDbType.Uuid }
        : new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });

    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, IList<string> values) =>
        command.Add(new NpgsqlParameter<IList<string>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    /// <summary>Bytes; null where there are none.</summary>
    public static NpgsqlBatchCommand WithBytesOrNull(this NpgsqlBatchCommand command, ReadOnlyMemory<byte> value) => command.Add(value.IsEmpty
        ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea }
        : new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea });

    /// <summary>Reads what the last statement answers, and all behind it: then the transaction, where it was none before, is committed.</summary>
    /// <returns>Its only row; the default where it has none.</returns>
    public static async ValueTask<TRow?> ReadLastAsync<TRow>(this NpgsqlBatch batch, Func<NpgsqlDataReader, TRow> read)
    {
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        for (int i = 1; i < batch.BatchCommands.Count; i++)
        {
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        TRow? row = await reader.ReadAsync().ConfigureAwait(false) ? read(reader) : default;
        await reader.NextResultAsync().ConfigureAwait(false);
        return row;
    }

    private static NpgsqlBatchCommand Add(this NpgsqlBatchCommand command, NpgsqlParameter parameter)
    {
        command.Parameters.Add(parameter);
        return command;
    }
}
