using System.Text.Json.Serialization;

namespace LiveLog.Logs;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<LogDescription>))]
[JsonSerializable(typeof(LogPlace))]
internal sealed partial class LogJson : JsonSerializerContext;
