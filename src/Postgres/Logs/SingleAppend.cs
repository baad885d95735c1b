using Npgsql;
using NpgsqlTypes;

namespace Ledgerline.Postgres;

/// <summary>
/// The statement of <see cref="AppendSql.One"/> with its parameters, used again and again: to make them anew takes longer than to
/// send them. One append at a time.
/// </summary>
internal sealed class SingleAppend : IDisposable
{
    private readonly NpgsqlBatch _batch = new() { EnableErrorBarriers = true };
    private readonly NpgsqlBatchCommand? _notify;
    private readonly NpgsqlParameter<string> _project = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<string> _name = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<string> _key = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<long> _now = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>> _payload = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<long> _size = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<Guid> _id = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<string> _channel = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<string[]> _hints = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, TypedValue = [] };

    /// <param name="text">The statement.</param>
    /// <param name="notifies">Whether hints go with it: behind its commit, in a transaction of their own, on the same way to the server.</param>
    public SingleAppend(string text, bool notifies)
    {
        Add(text, _project, _name, _key, _now, _payload, _size, _id);
        _notify = notifies ? Add(WatchSql.Notify, _channel, _hints) : null;
    }

    /// <summary>Appends a group of one payload.</summary>
    /// <returns>The log as it left it; null where nothing was written.</returns>
    public async ValueTask<AppendedGroup?> SendAsync(
        NpgsqlConnection connection, LogPlace place, AppendGroup group, long now, string channel, IReadOnlyList<ChangeHint>? hints)
    {
        _project.TypedValue = place.Project;
        _name.TypedValue = place.Name;
        _key.TypedValue = place.Key;
        _now.TypedValue = now;
        _payload.TypedValue = group.Payloads[0];
        _size.TypedValue = group.SizeInBytes;
        _id.TypedValue = group.Id;
        _channel.TypedValue = channel;
        _hints.TypedValue = [.. (hints ?? []).Select(static hint => hint.ToString())];
        _batch.Connection = connection;
        try
        {
            await using NpgsqlDataReader reader = await _batch.ExecuteReaderAsync().ConfigureAwait(false);
            AppendedGroup? appended = await reader.ReadAsync().ConfigureAwait(false)
                ? new(reader.GetGuid(0), reader.GetInt64(1), reader.GetInt64(2), 0, 0, 0, 0, IsTold: hints is not null)
                : null;
            try
            {
                await reader.ReadToEndAsync().ConfigureAwait(false);
            }
            catch (PostgresException e) when (_notify is not null && e.BatchCommand == _notify)
            {
                // The append was committed before, and a hint may be lost.
            }

            return appended;
        }
        finally
        {
            _batch.Connection = null;
            _payload.TypedValue = default;
        }
    }

    public void Dispose() => _batch.Dispose();

    private NpgsqlBatchCommand Add(string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        NpgsqlBatchCommand command = _batch.Add(text);
        foreach (NpgsqlParameter parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
