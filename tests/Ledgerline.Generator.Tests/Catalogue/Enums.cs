using System.Text.Json.Serialization;

namespace Ledgerline.Generator.Tests.Catalogue;

/// <summary>Enums of every width, with names of their own, aliases and both forms.</summary>
[JsonKv("enums")]
public sealed partial record Enums(
    Mood Mood,
    Mood? Maybe,
    Small Small,
    Large Large,
    Aliased Aliased,
    Numbered Numbered,
    Numbered? MaybeNumbered,
    Text Text,
    DayOfWeek Day,
    [property: JsonConverter(typeof(JsonNumberEnumConverter<Colour>))] Colour Number,
    [property: JsonConverter(typeof(JsonNumberEnumConverter<Rights>))] Rights? MaybeNumber,
    [property: JsonConverter(typeof(JsonStringEnumConverter<Numbered>))] Numbered Named,
    [property: JsonConverter(typeof(JsonStringEnumConverter))] Colour AlsoNamed,
    List<Numbered> List,
    Dictionary<Numbered, Mood?> Map);

public enum Mood
{
    [JsonStringEnumMemberName("quite \"calm\"")]
    Calm,

    [JsonStringEnumMemberName("böse")]
    Cross = -4,

    @default,
}

[Flags]
public enum Small : byte
{
    [JsonStringEnumMemberName("none at all")]
    None,
    One = 1,
    Two = 2,
    Four = 4,
    High = 128,
}

public enum Large : ulong
{
    None,
    Most = ulong.MaxValue,
}

#pragma warning disable CA1069 // Two names of one value are the point.
public enum Aliased : long
{
    First = 1,
    AlsoFirst = 1,
    Least = long.MinValue,
}
#pragma warning restore CA1069

[JsonConverter(typeof(JsonNumberEnumConverter<Numbered>))]
public enum Numbered : short
{
    Minus = -1,
    Plus = 1,
}

[JsonConverter(typeof(JsonStringEnumConverter))]
public enum Text
{
    Plain,
}
