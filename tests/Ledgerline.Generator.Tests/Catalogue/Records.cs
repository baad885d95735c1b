using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

[AppendLog("run-events", Durability = Durability.Buffered, MaxEntries = 1000, MaxBytes = 1 << 20, MaxAge = "30.00:00:00.5")]
public abstract partial record RunEvent
{
    public DateTimeOffset At { get; init; }

    public sealed record Started(string Name, ImmutableArray<string> Tags) : RunEvent;

    public sealed record Finished(string Name, int ExitCode) : RunEvent;

    public sealed record Paused : RunEvent;
}

[AppendLog("shapes")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "shape \"ö\"")]
[JsonDerivedType(typeof(Circle), "round")]
[JsonDerivedType(typeof(Square), 4)]
public abstract partial record Shape
{
    private Shape()
    {
    }

    public sealed record Circle(double Radius) : Shape;

    public sealed record Square(double Side, Shape? Inner) : Shape;

    public sealed record HTTPLine(int From, int To) : Shape;
}

[JsonKv("threads")]
public sealed partial record Thread(string Title, ImmutableArray<Message> Messages);

public sealed record Message(string Role, string Text, RunEvent? Cause = null);

[JsonKv]
public partial record Settings(bool Dark, Dictionary<string, JsonElement> Extra);

[JsonKv(Key = "preferences", Durability = Durability.Buffered)]
public partial record Preferences(string Theme);

[JsonKv("windows", Key = "main", Accessor = "MainWindow")]
public partial record Window(int Width, int Height);

[AppendLog("both-log")]
[JsonKv("both-set")]
public partial record Both(int Id);

[AppendLog("tree")]
public sealed partial record Tree(string Label, IReadOnlyList<Tree> Children, Tree? Left = null);

[AppendLog("measures")]
public readonly partial record struct Measure(double Value, string? Unit)
{
    public int Precision { get; init; }
}

public abstract partial class Outer
{
    internal partial struct Middle
    {
        [AppendLog("inner")]
        internal sealed partial record Inner(int @class, string @event, Inner.Deep? Deeper)
        {
            internal sealed record Deep(int ID, string URLPath, string IOStream, string snake_case, string ÄÖ);
        }
    }
}

public record Named
{
    public required string BaseName { get; init; }

    public virtual string Label => "base";

    public int Shared { get; set; } = 1;
}

[JsonKv("derived")]
public sealed partial record Derived(int Own) : Named
{
    public override string Label => "derived";

    public int Computed => Own * 2;

    public int Last { get; init; } = 3;

    public static string Static => "not written";

    internal string Hidden { get; init; } = "not written";

    public string PrivatelySet { get; private set; } = "written, not read";
}

[JsonKv("attributes")]
public sealed partial record Attributes(
    [property: JsonPropertyName("re named \"ö\"")] string Renamed,
    [property: JsonPropertyOrder(5)] int Later,
    [property: JsonIgnore] int IgnoredArgument = 7)
{
    [JsonIgnore]
    public string Ignored { get; init; } = "ignored";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Never { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WhenNull { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? NumberWhenNull { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int WhenDefault { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Point PointWhenDefault { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? TextWhenDefault { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)]
    public int WhenReading { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public int WhenWriting { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<Colour>))]
    public Colour? Named { get; init; }

    [JsonConverter(typeof(ReversedConverter))]
    public string Reversed { get; init; } = "";

    [JsonConverter(typeof(ReversedConverter))]
    public string? MaybeReversed { get; init; }

    public Celsius Temperature { get; init; } = new(0);

    public Celsius? MaybeTemperature { get; init; }

    public List<Celsius> Temperatures { get; init; } = [];

    [JsonPropertyOrder(-1)]
    public int First { get; init; } = 1;
}

/// <summary>Writes a string from its end.</summary>
public sealed class ReversedConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new([.. reader.GetString()!.Reverse()]);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(new string([.. value.Reverse()]));
}

[JsonConverter(typeof(CelsiusConverter))]
public readonly record struct Celsius(int Degrees);

public sealed class CelsiusConverter : JsonConverter<Celsius>
{
    public override Celsius Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, Celsius value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Degrees);
}

[JsonKv("classes")]
public sealed partial record Classes(PlainClass Class, PlainStruct Struct, ConstructedClass Constructed);

public sealed class PlainClass
{
    public string? Text { get; set; }

    public int Number { get; set; }
}

public struct PlainStruct
{
    public int X { get; set; }

    public string? Y { get; init; }
}

public sealed class ConstructedClass
{
    public ConstructedClass()
        : this("", 0)
    {
    }

    [JsonConstructor]
    public ConstructedClass(string text, int number)
    {
        Text = text;
        Number = number;
    }

    public string Text { get; }

    public int Number { get; }
}

[JsonKv("collections")]
public sealed partial record Collections(
    IList<int> IList,
    ICollection<string?> ICollection,
    IReadOnlyCollection<Point> IReadOnlyCollection,
    IDictionary<string, List<Leaf?>> IDictionary,
    ImmutableDictionary<string, ImmutableArray<int[]>> ImmutableDictionary,
    byte[] Bytes,
    byte[]? MaybeBytes,
    byte[][] Jagged,
    List<byte> ByteList,
    Dictionary<string, Dictionary<string, RunEvent>> Deep,
    JsonElement Element,
    JsonElement? MaybeElement);

[JsonKv("defaults")]
public sealed partial record Defaults(
    int Required,
    int Int = 5,
    string Text = "a\"ö\n",
    Colour Colour = Colour.DarkBlue,
    double Double = double.NaN,
    decimal Decimal = 1.50m,
    char Char = '\'',
    long Long = long.MinValue,
    bool Flag = true,
    int? Maybe = 3,
    Colour? MaybeColour = Colour.Red,
    string? Nothing = null,
    DateTime Moment = default)
{
    public string Init { get; init; } = "init";

    public List<int> Set { get; set; } = [1, 2];

    public Leaf Leaf { get; init; } = new("leaf", 1);
}

[JsonKv("parts")]
public sealed partial record PartsOfHierarchies(RunEvent.Started Exact, Content Open, IReadOnlyList<Content?> Contents);

// Not annotated, and not partial.
public abstract record Content
{
    public sealed record Text(string Value) : Content;

    public sealed record Group(IReadOnlyList<Content> Parts) : Content;

    // Nested, but no case.
    public sealed record Style(bool Bold);
}

[JsonKv("empty")]
public sealed partial record Empty;

#nullable disable
[JsonKv("oblivious")]
public sealed partial record Oblivious(string Text, List<string> Texts, Leaf Leaf);
#nullable restore
