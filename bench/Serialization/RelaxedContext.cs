using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Bench.Serialization;

/// <summary>System.Text.Json's own generated serializer, with the options of ours.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Tweak))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(Step))]
internal sealed partial class RelaxedContext : JsonSerializerContext
{
    public static RelaxedContext Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = LedgerlineJsonContext.Default.Options.MaxDepth,
    });
}
