using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

using JsonObject = System.Text.Json.Nodes.JsonObject;

// Types that keep the members that they do not know, or refuse them.
[JsonKv("extended")]
public sealed partial record Extended(int Number)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement> More { get; init; } = new() { ["kept"] = JsonElement.Parse("0") };
}

[JsonKv("extended-class")]
public sealed partial class ExtendedClass
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? More { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; set; }
}

[JsonKv("extended-nodes")]
[NotInCatalogue]
public sealed partial record ExtendedNodes
{
    public string Text { get; init; } = "";

    [JsonExtensionData]
    public JsonObject? More { get; init; }
}

[AppendLog("extended-cases")]
public abstract partial record ExtendedCases
{
    public sealed record Open(int N) : ExtendedCases
    {
        [JsonExtensionData]
        public Dictionary<string, JsonElement>? More { get; set; }
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed record Closed(int N) : ExtendedCases;
}
