// The fields are set by what reads them.
#pragma warning disable IDE0044, CA1051

using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>A value in every kind of type, by every way to set a member.</summary>
public abstract record Kinds<T>
    where T : notnull
{
    public required PositionalRecord<T> Positional { get; init; }

    public required InitRecord<T> Init { get; init; }

    public PositionalStruct<T> Struct { get; init; }

    public PositionalStruct<T>? MaybeStruct { get; init; }

    public required SetClass<T> Class { get; init; }

    public required ConstructedClass<T> Constructed { get; init; }

    public required Included<T> Included { get; init; }

    public required PrivatelyMade<T> PrivatelyMade { get; init; }

    public IncludedStruct<T> IncludedStruct { get; init; } = new();

    public List<PositionalRecord<T>>? List { get; init; }
}

public sealed record PositionalRecord<T>(T Value, T[] Items)
    where T : notnull;

public sealed record InitRecord<T>
    where T : notnull
{
    public required T Value { get; init; }

    public T[] Items { get; init; } = [];
}

public readonly record struct PositionalStruct<T>(T Value, List<T>? Items)
    where T : notnull;

public sealed class SetClass<T>
    where T : notnull
{
    [JsonRequired]
    public T Value { get; set; } = default!;

    public Dictionary<string, T> Items { get; set; } = [];
}

public sealed class ConstructedClass<T>(T value, IReadOnlyList<T> items)
    where T : notnull
{
    public T Value { get; } = value;

    public IReadOnlyList<T> Items { get; } = items;
}

/// <summary>Members that only [JsonInclude] shows.</summary>
public sealed class Included<T>
    where T : notnull
{
    [JsonInclude]
    public required T Field;

    [JsonInclude]
    private T[] _hidden = [];

    [JsonInclude]
    public T? PrivatelySet { get; private set; }

    [JsonInclude]
    internal T[] InternallySet { get; init; } = [];

    [JsonInclude]
    private List<T>? Private { get; set; }

    public int Hidden() => _hidden.Length + (Private?.Count ?? 0);
}

/// <summary>The same in a struct, to which accessors need a reference.</summary>
public struct IncludedStruct<T>
    where T : notnull
{
    [JsonInclude]
    private int _number;

    public IncludedStruct()
    {
    }

    [JsonInclude]
    public T[] Items { get; private set; } = [];

    public readonly int Number() => _number;
}

/// <summary>A type that only JSON and its own members can make.</summary>
public sealed record PrivatelyMade<T>
    where T : notnull
{
    [JsonConstructor]
    private PrivatelyMade(T value) => Value = value;

    public T Value { get; }

    public required string Needed { get; init; }

    public int Number { get; init; } = 3;
}
