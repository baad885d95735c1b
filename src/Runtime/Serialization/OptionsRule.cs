using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Serialization;

/// <summary>
/// Which options a generated contract can be used with. Names, forms and what is left out are fixed when a record is
/// compiled; options that ask for something else are refused, for silence would write something else than they say.
/// </summary>
internal static class OptionsRule
{
    /// <summary>Refuses what cannot be honoured.</summary>
    /// <param name="options">The options that a contract is asked for.</param>
    /// <param name="stored">The options that records were compiled with.</param>
    /// <exception cref="NotSupportedException">An option cannot be honoured; it names the option and the way out.</exception>
    public static void Check(JsonSerializerOptions options, JsonSerializerOptions stored)
    {
        // Unset is as stored.
        Refuse(nameof(options.PropertyNamingPolicy), options.PropertyNamingPolicy, null, stored.PropertyNamingPolicy);
        Refuse(nameof(options.DictionaryKeyPolicy), options.DictionaryKeyPolicy, null, stored.DictionaryKeyPolicy);
        Refuse(nameof(options.DefaultIgnoreCondition), options.DefaultIgnoreCondition, JsonIgnoreCondition.Never, stored.DefaultIgnoreCondition);
        Refuse(nameof(options.IgnoreReadOnlyProperties), options.IgnoreReadOnlyProperties, false, stored.IgnoreReadOnlyProperties);
        Refuse(nameof(options.IgnoreReadOnlyFields), options.IgnoreReadOnlyFields, false, stored.IgnoreReadOnlyFields);
        Refuse(nameof(options.IncludeFields), options.IncludeFields, false, stored.IncludeFields);
        Refuse(nameof(options.ReferenceHandler), options.ReferenceHandler, null, stored.ReferenceHandler);
        Refuse(
            nameof(options.PreferredObjectCreationHandling),
            options.PreferredObjectCreationHandling,
            JsonObjectCreationHandling.Replace,
            stored.PreferredObjectCreationHandling);
        Refuse(
            $"{nameof(options.NumberHandling)}.{nameof(JsonNumberHandling.WriteAsString)}",
            options.NumberHandling & JsonNumberHandling.WriteAsString,
            JsonNumberHandling.Strict,
            stored.NumberHandling & JsonNumberHandling.WriteAsString);
    }

    /// <summary>The error that names an option and the way out.</summary>
    public static NotSupportedException Refusal(string option, object? value, string why) => new(
        $"JsonSerializerOptions.{option} = {value ?? "null"} cannot be honoured by a generated contract: {why}. Leave it unset in these options, or use the contract with options of its own, such as those of LedgerlineJsonContext.Default.");

    private static void Refuse<T>(string option, T given, T unset, T stored)
    {
        if (!EqualityComparer<T>.Default.Equals(given, unset) && !EqualityComparer<T>.Default.Equals(given, stored))
        {
            throw Refusal(option, given, "what is written was fixed when the record was compiled");
        }
    }
}
