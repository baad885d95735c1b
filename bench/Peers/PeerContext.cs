using System.Text.Json.Serialization;

namespace Ledgerline.Bench.Peers;

/// <summary>System.Text.Json's own generated serializer for the peer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeerLine))]
internal sealed partial class PeerContext : JsonSerializerContext;
