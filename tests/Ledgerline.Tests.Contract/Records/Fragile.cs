using System.Text.Json.Serialization;

namespace Ledgerline.Tests.Records;

/// <summary>Fails while it is being written as JSON, after its first member was.</summary>
public sealed class Fragile
{
    [JsonPropertyOrder(0)]
    public int Number { get; init; }

    [JsonPropertyOrder(1)]
    public string Text => Breaks ? throw new InvalidOperationException("this one breaks") : "whole";

    [JsonIgnore]
    public bool Breaks { get; init; }
}
