using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

// The forms that a value can take in a type. What derives from one of them, a line a scalar, is in ScalarTypes.cs.

/// <summary>A record whose members are set: the forms of a value of a struct.</summary>
public abstract record ValueRecord<T>
    where T : struct
{
    public T Value { get; set; }

    public T? Maybe { get; set; }

    public required T Needed { get; set; }

    public T[] Array { get; set; } = [];

    public List<T?> List { get; set; } = [];

    public IReadOnlyList<T>? ReadOnlyList { get; set; }

    public ImmutableArray<T> Immutable { get; set; } = [];

    public ImmutableArray<T?>? MaybeImmutable { get; set; }

    public required IEnumerable<T> Enumerable { get; set; }

    public List<List<T>>? Nested { get; set; }

    public Dictionary<string, T> Map { get; set; } = [];

    public IReadOnlyDictionary<string, T?>? MaybeMap { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public T? UnlessNull { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public T UnlessDefault { get; set; }
}

/// <summary>A record whose members are set: the forms of a value of a class.</summary>
public abstract record ReferenceRecord<T>
    where T : class
{
    public required T Value { get; set; }

    public T? Maybe { get; set; }

    public T[] Array { get; set; } = [];

    public List<T?> List { get; set; } = [];

    public IReadOnlyList<T>? ReadOnlyList { get; set; }

    public ImmutableArray<T> Immutable { get; set; } = [];

    public ImmutableArray<T?>? MaybeImmutable { get; set; }

    public required IEnumerable<T> Enumerable { get; set; }

    public List<List<T>>? Nested { get; set; }

    public Dictionary<string, T> Map { get; set; } = [];

    public IReadOnlyDictionary<string, T?>? MaybeMap { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public T? UnlessNull { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public T? UnlessDefault { get; set; }
}
