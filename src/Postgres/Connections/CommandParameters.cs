using Npgsql;
using NpgsqlTypes;

namespace Ledgerline.Postgres;

/// <summary>Adds positional parameters, in their order, without boxing their values.</summary>
internal static class CommandParameters
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string text) => new(text, connection);

    /// <summary>Lets a command take its time, which is in proportion to what it changes; any other is given up after that of the connection string.</summary>
    public static NpgsqlCommand Unhurried(this NpgsqlCommand command)
    {
        command.CommandTimeout = 0;
        return command;
    }

    public static NpgsqlCommand With(this NpgsqlCommand command, string value) =>
        command.Add(new NpgsqlParameter<string> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text });

    public static NpgsqlCommand With(this NpgsqlCommand command, long value) =>
        command.Add(new NpgsqlParameter<long> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bigint });

    public static NpgsqlCommand With(this NpgsqlCommand command, long? value) => value is { } given
        ? command.With(given)
        : command.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });

    public static NpgsqlCommand With(this NpgsqlCommand command, Guid value) =>
        command.Add(new NpgsqlParameter<Guid> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Uuid });

    public static NpgsqlCommand With(this NpgsqlCommand command, bool value) =>
        command.Add(new NpgsqlParameter<bool> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Boolean });

    /// <summary>UTF-8 as text: the bytes go as they are.</summary>
    public static NpgsqlCommand WithText(this NpgsqlCommand command, ReadOnlyMemory<byte> value) =>
        command.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Text });

    public static NpgsqlCommand WithBytes(this NpgsqlCommand command, ReadOnlyMemory<byte> value) =>
        command.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea });

    public static NpgsqlCommand WithBytes(this NpgsqlCommand command, ReadOnlyMemory<byte>? value) => value is { } given
        ? command.WithBytes(given)
        : command.Add(new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });

    public static NpgsqlCommand WithTexts(this NpgsqlCommand command, IList<ReadOnlyMemory<byte>> values) =>
        command.Add(new NpgsqlParameter<IList<ReadOnlyMemory<byte>>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    public static NpgsqlCommand With(this NpgsqlCommand command, IList<string> values) =>
        command.Add(new NpgsqlParameter<IList<string>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });

    public static NpgsqlCommand With(this NpgsqlCommand command, IList<long> values) =>
        command.Add(new NpgsqlParameter<IList<long>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });

    private static NpgsqlCommand Add(this NpgsqlCommand command, NpgsqlParameter parameter)
    {
        command.Parameters.Add(parameter);
        return command;
    }
}
