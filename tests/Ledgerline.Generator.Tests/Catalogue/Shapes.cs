using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

// Ways in which a type can be declared that reading and writing have to see through.
[JsonKv("shapes-of-types")]
public sealed partial record ShapesOfTypes(
    PositionalDerived Derived,
    PassesOn PassesOn,
    WithPrimary Primary,
    TwoConstructors Two,
    Hiding Hiding,
    OfGeneric OfGeneric,
    StructWithConstructor Struct,
    Virtuals Virtuals,
    SetsRequired Sets,
    NullIsNone None,
    ILabelled.Plain Nested);

// Types that were compiled elsewhere: here, in the runtime.
[JsonKv("compiled")]
public sealed partial record CompiledElsewhere(AppendResult Result, AppendResult? Maybe, LogInfo? Info, TryAppendResult[] Outcomes);

public record PositionalBase(int A, string? B)
{
    public string Extra { get; init; } = "extra";
}

public sealed record PositionalDerived(int A, string? B, int C) : PositionalBase(A, B);

public sealed record PassesOn(int X) : PositionalBase(X, "passed on");

public sealed class WithPrimary(int number, string text)
{
    public int Number => number;

    public string Text { get; set; } = text;
}

public sealed record TwoConstructors(int Number, string Text)
{
    public TwoConstructors()
        : this(1, "two")
    {
    }
}

public record Hidden
{
    public object? Value { get; init; }

    public int Other { get; init; }
}

public sealed record Hiding : Hidden
{
    public new string Value { get; init; } = "";

    public int this[int index] => index;
}

public record Generic<T>
    where T : notnull
{
    public T? Value { get; set; }

    public required T Needed { get; init; }
}

public sealed record OfGeneric : Generic<string>;

public readonly struct StructWithConstructor
{
    [JsonConstructor]
    public StructWithConstructor(int x, int y = 4)
    {
        X = x;
        Y = y;
    }

    public int X { get; }

    public int Y { get; }
}

public abstract class VirtualBase
{
    public virtual int Number { get; set; }

    public abstract string Text { get; init; }

    protected int Inner { get; set; }
}

public sealed class Virtuals : VirtualBase
{
    public override int Number { get; set; } = 3;

    public override string Text { get; init; } = "";
}

public sealed record SetsRequired
{
    [JsonConstructor]
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public SetsRequired(string name) => Name = name;

    public required string Name { get; init; }
}

public sealed record NullIsNone
{
    [JsonConverter(typeof(NoneConverter))]
    public string Text { get; init; } = "";

    [JsonConverter(typeof(NoneConverter))]
    public string? Maybe { get; init; }
}

public sealed class NoneConverter : JsonConverter<string>
{
    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() ?? "none";

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value == "none" ? null : value ?? "nothing");
}

public interface ILabelled
{
    string Label { get; }

    sealed record Plain(int N) : ILabelled
    {
        string ILabelled.Label => "explicit";
    }
}
