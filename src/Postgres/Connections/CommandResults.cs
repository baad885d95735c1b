using Npgsql;

namespace Ledgerline.Postgres;

/// <summary>Reads what commands answer.</summary>
internal static class CommandResults
{
    /// <summary>Reads what is left: the commit's own failure comes behind the rows.</summary>
    public static async ValueTask ReadToEndAsync(this NpgsqlDataReader reader)
    {
        while (await reader.ReadAsync().ConfigureAwait(false) || await reader.NextResultAsync().ConfigureAwait(false))
        {
        }
    }

    /// <summary>The first column of all rows.</summary>
    public static async ValueTask<List<string>> ReadTextsAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<string> texts = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>The same where it may be null.</summary>
    public static async ValueTask<List<string?>> ReadNullableTextsAsync(this NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<string?> texts = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            texts.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        }

        return texts;
    }
}
