using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>Numbers that may be strings.</summary>
public abstract record Numbers<T>
    where T : struct
{
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public T Read { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public T Written { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public T? Maybe { get; init; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public List<T> List { get; init; } = [];

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public Dictionary<string, T?>? Map { get; init; }

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public T Named { get; init; }

    public required NumbersByType<T> ByType { get; init; }
}

[JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
public sealed record NumbersByType<T>(T Value, T[] Items, List<List<T>> Nested, string Text)
    where T : struct
{
    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public T Plain { get; init; }
}
