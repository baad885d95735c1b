using System.Text.Json.Serialization;

namespace Ledgerline.Bench.Peers;

/// <summary>System.Text.Json's own generated serializer for the peers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PeerLine))]
[JsonSerializable(typeof(Tweak))]
[JsonSerializable(typeof(Conversation))]
internal sealed partial class PeerContext : JsonSerializerContext;
