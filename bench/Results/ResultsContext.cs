using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Bench.Results;

/// <summary>How results are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunResult))]
internal sealed partial class ResultsContext : JsonSerializerContext
{
    /// <summary>Indented, and with characters as they are.</summary>
    public static ResultsContext Readable => new(new JsonSerializerOptions(Default.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
