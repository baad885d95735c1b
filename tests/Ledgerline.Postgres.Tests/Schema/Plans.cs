using System.Text.Json;
using Npgsql;

namespace Ledgerline.Postgres.Tests.Schema;

/// <summary>How the server would do a statement.</summary>
internal static class Plans
{
    /// <summary>Values of no row, for custom plans.</summary>
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["text"] = "'p7'",
        ["text[]"] = "array['p7', 'p8']",
        ["bigint"] = "5::bigint",
        ["bigint[]"] = "array[5::bigint]",
        ["integer"] = "1",
        ["uuid"] = "gen_random_uuid()",
        ["bytea"] = "'\\x00'::bytea",
        ["boolean"] = "true",
    };

    /// <summary>Plans a statement as one that is prepared.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="parameters">The types of its parameters, separated by commas.</param>
    /// <param name="text">The statement.</param>
    /// <param name="generic">Whether for any values, or for some.</param>
    public static async Task<JsonElement> ExplainAsync(NpgsqlConnection connection, string parameters, string text, bool generic)
    {
        string values = string.Join(", ", parameters.Split(',').Select(type => Values[type]));
        await ExecuteAsync(connection, $"set plan_cache_mode = {(generic ? "force_generic_plan" : "force_custom_plan")}");
        await ExecuteAsync(connection, $"prepare s({parameters}) as {text}");
        await using (var explain = new NpgsqlCommand($"explain (format json, costs off) execute s({values})", connection))
        {
            string json = (string)(await explain.ExecuteScalarAsync())!;
            await ExecuteAsync(connection, "deallocate s");
            return JsonDocument.Parse(json).RootElement[0].GetProperty("Plan");
        }
    }

    /// <summary>A node and all below it.</summary>
    public static IEnumerable<JsonElement> Nodes(JsonElement node) =>
        (node.TryGetProperty("Plans", out JsonElement plans) ? plans.EnumerateArray() : default).SelectMany(Nodes).Prepend(node);

    public static string Text(JsonElement node, string property) => node.TryGetProperty(property, out JsonElement value) ? value.ToString() : "";

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
