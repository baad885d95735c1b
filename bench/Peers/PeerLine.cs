using System.Text.Json.Serialization;

namespace Ledgerline.Bench.Peers;

/// <summary>A log line as someone without Ledgerline would declare it.</summary>
internal sealed record PeerLine(
    [property: JsonPropertyName("seq")] long Seq,
    [property: JsonPropertyName("ts")] long Ts,
    [property: JsonPropertyName("data")] Tweak Data);
