using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.PowerShell.Typed;

/// <summary>
/// The options by which what a script passes becomes a record: names in any case, as everywhere in PowerShell, numbers
/// also from text, as a CSV file has them, and nothing that the record has no place for, so that a misspelled name is
/// an error.
/// </summary>
internal static class ArgumentOptions
{
    public static JsonSerializerOptions Of(JsonSerializerOptions stored)
    {
        var options = new JsonSerializerOptions(stored)
        {
            PropertyNameCaseInsensitive = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };
        options.NumberHandling |= JsonNumberHandling.AllowReadingFromString;
        options.MakeReadOnly();
        return options;
    }
}
