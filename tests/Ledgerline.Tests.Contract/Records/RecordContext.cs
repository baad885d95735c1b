using System.Text.Json.Serialization;

namespace Ledgerline.Tests.Records;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunEvent))]
[JsonSerializable(typeof(Counter))]
[JsonSerializable(typeof(MutableNote))]
[JsonSerializable(typeof(Fragile))]
public sealed partial class RecordContext : JsonSerializerContext;
