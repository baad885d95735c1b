using System.Collections.Immutable;

namespace Ledgerline.Generator.Tests.Catalogue;

// One record for each scalar, with every form that a member can have.

[AppendLog("forms-bool")]
public sealed partial record BoolForms(
    bool Value,
    bool? Maybe,
    bool[] Array,
    List<bool?> List,
    IReadOnlyList<bool> ReadOnlyList,
    ImmutableArray<bool> Immutable,
    ImmutableArray<bool>? MaybeImmutable,
    Dictionary<string, bool> Map,
    IReadOnlyDictionary<string, bool?>? MaybeMap)
{
    public bool[]? MaybeArray { get; init; }

    public required IEnumerable<bool> Enumerable { get; set; }

    public List<List<bool>>? Nested { get; set; }
}

[AppendLog("forms-byte")]
public sealed partial record ByteForms(
    byte Value,
    byte? Maybe,
    byte[] Array,
    List<byte?> List,
    IReadOnlyList<byte> ReadOnlyList,
    ImmutableArray<byte> Immutable,
    ImmutableArray<byte>? MaybeImmutable,
    Dictionary<string, byte> Map,
    IReadOnlyDictionary<string, byte?>? MaybeMap)
{
    public byte[]? MaybeArray { get; init; }

    public required IEnumerable<byte> Enumerable { get; set; }

    public List<List<byte>>? Nested { get; set; }
}

[AppendLog("forms-sbyte")]
public sealed partial record SByteForms(
    sbyte Value,
    sbyte? Maybe,
    sbyte[] Array,
    List<sbyte?> List,
    IReadOnlyList<sbyte> ReadOnlyList,
    ImmutableArray<sbyte> Immutable,
    ImmutableArray<sbyte>? MaybeImmutable,
    Dictionary<string, sbyte> Map,
    IReadOnlyDictionary<string, sbyte?>? MaybeMap)
{
    public sbyte[]? MaybeArray { get; init; }

    public required IEnumerable<sbyte> Enumerable { get; set; }

    public List<List<sbyte>>? Nested { get; set; }
}

[AppendLog("forms-int16")]
public sealed partial record Int16Forms(
    short Value,
    short? Maybe,
    short[] Array,
    List<short?> List,
    IReadOnlyList<short> ReadOnlyList,
    ImmutableArray<short> Immutable,
    ImmutableArray<short>? MaybeImmutable,
    Dictionary<string, short> Map,
    IReadOnlyDictionary<string, short?>? MaybeMap)
{
    public short[]? MaybeArray { get; init; }

    public required IEnumerable<short> Enumerable { get; set; }

    public List<List<short>>? Nested { get; set; }
}

[AppendLog("forms-uint16")]
public sealed partial record UInt16Forms(
    ushort Value,
    ushort? Maybe,
    ushort[] Array,
    List<ushort?> List,
    IReadOnlyList<ushort> ReadOnlyList,
    ImmutableArray<ushort> Immutable,
    ImmutableArray<ushort>? MaybeImmutable,
    Dictionary<string, ushort> Map,
    IReadOnlyDictionary<string, ushort?>? MaybeMap)
{
    public ushort[]? MaybeArray { get; init; }

    public required IEnumerable<ushort> Enumerable { get; set; }

    public List<List<ushort>>? Nested { get; set; }
}

[AppendLog("forms-int32")]
public sealed partial record Int32Forms(
    int Value,
    int? Maybe,
    int[] Array,
    List<int?> List,
    IReadOnlyList<int> ReadOnlyList,
    ImmutableArray<int> Immutable,
    ImmutableArray<int>? MaybeImmutable,
    Dictionary<string, int> Map,
    IReadOnlyDictionary<string, int?>? MaybeMap)
{
    public int[]? MaybeArray { get; init; }

    public required IEnumerable<int> Enumerable { get; set; }

    public List<List<int>>? Nested { get; set; }
}

[AppendLog("forms-uint32")]
public sealed partial record UInt32Forms(
    uint Value,
    uint? Maybe,
    uint[] Array,
    List<uint?> List,
    IReadOnlyList<uint> ReadOnlyList,
    ImmutableArray<uint> Immutable,
    ImmutableArray<uint>? MaybeImmutable,
    Dictionary<string, uint> Map,
    IReadOnlyDictionary<string, uint?>? MaybeMap)
{
    public uint[]? MaybeArray { get; init; }

    public required IEnumerable<uint> Enumerable { get; set; }

    public List<List<uint>>? Nested { get; set; }
}

[AppendLog("forms-int64")]
public sealed partial record Int64Forms(
    long Value,
    long? Maybe,
    long[] Array,
    List<long?> List,
    IReadOnlyList<long> ReadOnlyList,
    ImmutableArray<long> Immutable,
    ImmutableArray<long>? MaybeImmutable,
    Dictionary<string, long> Map,
    IReadOnlyDictionary<string, long?>? MaybeMap)
{
    public long[]? MaybeArray { get; init; }

    public required IEnumerable<long> Enumerable { get; set; }

    public List<List<long>>? Nested { get; set; }
}

[AppendLog("forms-uint64")]
public sealed partial record UInt64Forms(
    ulong Value,
    ulong? Maybe,
    ulong[] Array,
    List<ulong?> List,
    IReadOnlyList<ulong> ReadOnlyList,
    ImmutableArray<ulong> Immutable,
    ImmutableArray<ulong>? MaybeImmutable,
    Dictionary<string, ulong> Map,
    IReadOnlyDictionary<string, ulong?>? MaybeMap)
{
    public ulong[]? MaybeArray { get; init; }

    public required IEnumerable<ulong> Enumerable { get; set; }

    public List<List<ulong>>? Nested { get; set; }
}

[AppendLog("forms-single")]
public sealed partial record SingleForms(
    float Value,
    float? Maybe,
    float[] Array,
    List<float?> List,
    IReadOnlyList<float> ReadOnlyList,
    ImmutableArray<float> Immutable,
    ImmutableArray<float>? MaybeImmutable,
    Dictionary<string, float> Map,
    IReadOnlyDictionary<string, float?>? MaybeMap)
{
    public float[]? MaybeArray { get; init; }

    public required IEnumerable<float> Enumerable { get; set; }

    public List<List<float>>? Nested { get; set; }
}

[AppendLog("forms-double")]
public sealed partial record DoubleForms(
    double Value,
    double? Maybe,
    double[] Array,
    List<double?> List,
    IReadOnlyList<double> ReadOnlyList,
    ImmutableArray<double> Immutable,
    ImmutableArray<double>? MaybeImmutable,
    Dictionary<string, double> Map,
    IReadOnlyDictionary<string, double?>? MaybeMap)
{
    public double[]? MaybeArray { get; init; }

    public required IEnumerable<double> Enumerable { get; set; }

    public List<List<double>>? Nested { get; set; }
}

[AppendLog("forms-decimal")]
public sealed partial record DecimalForms(
    decimal Value,
    decimal? Maybe,
    decimal[] Array,
    List<decimal?> List,
    IReadOnlyList<decimal> ReadOnlyList,
    ImmutableArray<decimal> Immutable,
    ImmutableArray<decimal>? MaybeImmutable,
    Dictionary<string, decimal> Map,
    IReadOnlyDictionary<string, decimal?>? MaybeMap)
{
    public decimal[]? MaybeArray { get; init; }

    public required IEnumerable<decimal> Enumerable { get; set; }

    public List<List<decimal>>? Nested { get; set; }
}

[AppendLog("forms-char")]
public sealed partial record CharForms(
    char Value,
    char? Maybe,
    char[] Array,
    List<char?> List,
    IReadOnlyList<char> ReadOnlyList,
    ImmutableArray<char> Immutable,
    ImmutableArray<char>? MaybeImmutable,
    Dictionary<string, char> Map,
    IReadOnlyDictionary<string, char?>? MaybeMap)
{
    public char[]? MaybeArray { get; init; }

    public required IEnumerable<char> Enumerable { get; set; }

    public List<List<char>>? Nested { get; set; }
}

[AppendLog("forms-guid")]
public sealed partial record GuidForms(
    Guid Value,
    Guid? Maybe,
    Guid[] Array,
    List<Guid?> List,
    IReadOnlyList<Guid> ReadOnlyList,
    ImmutableArray<Guid> Immutable,
    ImmutableArray<Guid>? MaybeImmutable,
    Dictionary<string, Guid> Map,
    IReadOnlyDictionary<string, Guid?>? MaybeMap)
{
    public Guid[]? MaybeArray { get; init; }

    public required IEnumerable<Guid> Enumerable { get; set; }

    public List<List<Guid>>? Nested { get; set; }
}

[AppendLog("forms-datetime")]
public sealed partial record DateTimeForms(
    DateTime Value,
    DateTime? Maybe,
    DateTime[] Array,
    List<DateTime?> List,
    IReadOnlyList<DateTime> ReadOnlyList,
    ImmutableArray<DateTime> Immutable,
    ImmutableArray<DateTime>? MaybeImmutable,
    Dictionary<string, DateTime> Map,
    IReadOnlyDictionary<string, DateTime?>? MaybeMap)
{
    public DateTime[]? MaybeArray { get; init; }

    public required IEnumerable<DateTime> Enumerable { get; set; }

    public List<List<DateTime>>? Nested { get; set; }
}

[AppendLog("forms-datetimeoffset")]
public sealed partial record DateTimeOffsetForms(
    DateTimeOffset Value,
    DateTimeOffset? Maybe,
    DateTimeOffset[] Array,
    List<DateTimeOffset?> List,
    IReadOnlyList<DateTimeOffset> ReadOnlyList,
    ImmutableArray<DateTimeOffset> Immutable,
    ImmutableArray<DateTimeOffset>? MaybeImmutable,
    Dictionary<string, DateTimeOffset> Map,
    IReadOnlyDictionary<string, DateTimeOffset?>? MaybeMap)
{
    public DateTimeOffset[]? MaybeArray { get; init; }

    public required IEnumerable<DateTimeOffset> Enumerable { get; set; }

    public List<List<DateTimeOffset>>? Nested { get; set; }
}

[AppendLog("forms-dateonly")]
public sealed partial record DateOnlyForms(
    DateOnly Value,
    DateOnly? Maybe,
    DateOnly[] Array,
    List<DateOnly?> List,
    IReadOnlyList<DateOnly> ReadOnlyList,
    ImmutableArray<DateOnly> Immutable,
    ImmutableArray<DateOnly>? MaybeImmutable,
    Dictionary<string, DateOnly> Map,
    IReadOnlyDictionary<string, DateOnly?>? MaybeMap)
{
    public DateOnly[]? MaybeArray { get; init; }

    public required IEnumerable<DateOnly> Enumerable { get; set; }

    public List<List<DateOnly>>? Nested { get; set; }
}

[AppendLog("forms-timeonly")]
public sealed partial record TimeOnlyForms(
    TimeOnly Value,
    TimeOnly? Maybe,
    TimeOnly[] Array,
    List<TimeOnly?> List,
    IReadOnlyList<TimeOnly> ReadOnlyList,
    ImmutableArray<TimeOnly> Immutable,
    ImmutableArray<TimeOnly>? MaybeImmutable,
    Dictionary<string, TimeOnly> Map,
    IReadOnlyDictionary<string, TimeOnly?>? MaybeMap)
{
    public TimeOnly[]? MaybeArray { get; init; }

    public required IEnumerable<TimeOnly> Enumerable { get; set; }

    public List<List<TimeOnly>>? Nested { get; set; }
}

[AppendLog("forms-timespan")]
public sealed partial record TimeSpanForms(
    TimeSpan Value,
    TimeSpan? Maybe,
    TimeSpan[] Array,
    List<TimeSpan?> List,
    IReadOnlyList<TimeSpan> ReadOnlyList,
    ImmutableArray<TimeSpan> Immutable,
    ImmutableArray<TimeSpan>? MaybeImmutable,
    Dictionary<string, TimeSpan> Map,
    IReadOnlyDictionary<string, TimeSpan?>? MaybeMap)
{
    public TimeSpan[]? MaybeArray { get; init; }

    public required IEnumerable<TimeSpan> Enumerable { get; set; }

    public List<List<TimeSpan>>? Nested { get; set; }
}

[AppendLog("forms-colour")]
public sealed partial record ColourForms(
    Colour Value,
    Colour? Maybe,
    Colour[] Array,
    List<Colour?> List,
    IReadOnlyList<Colour> ReadOnlyList,
    ImmutableArray<Colour> Immutable,
    ImmutableArray<Colour>? MaybeImmutable,
    Dictionary<string, Colour> Map,
    IReadOnlyDictionary<string, Colour?>? MaybeMap)
{
    public Colour[]? MaybeArray { get; init; }

    public required IEnumerable<Colour> Enumerable { get; set; }

    public List<List<Colour>>? Nested { get; set; }
}

[AppendLog("forms-rights")]
public sealed partial record RightsForms(
    Rights Value,
    Rights? Maybe,
    Rights[] Array,
    List<Rights?> List,
    IReadOnlyList<Rights> ReadOnlyList,
    ImmutableArray<Rights> Immutable,
    ImmutableArray<Rights>? MaybeImmutable,
    Dictionary<string, Rights> Map,
    IReadOnlyDictionary<string, Rights?>? MaybeMap)
{
    public Rights[]? MaybeArray { get; init; }

    public required IEnumerable<Rights> Enumerable { get; set; }

    public List<List<Rights>>? Nested { get; set; }
}

[AppendLog("forms-string")]
public sealed partial record StringForms(
    string Value,
    string? Maybe,
    string[] Array,
    List<string?> List,
    IReadOnlyList<string> ReadOnlyList,
    ImmutableArray<string> Immutable,
    ImmutableArray<string>? MaybeImmutable,
    Dictionary<string, string> Map,
    IReadOnlyDictionary<string, string?>? MaybeMap)
{
    public string[]? MaybeArray { get; init; }

    public required IEnumerable<string> Enumerable { get; set; }

    public List<List<string>>? Nested { get; set; }
}

[AppendLog("forms-point")]
public sealed partial record PointForms(
    Point Value,
    Point? Maybe,
    Point[] Array,
    List<Point?> List,
    IReadOnlyList<Point> ReadOnlyList,
    ImmutableArray<Point> Immutable,
    ImmutableArray<Point>? MaybeImmutable,
    Dictionary<string, Point> Map,
    IReadOnlyDictionary<string, Point?>? MaybeMap)
{
    public Point[]? MaybeArray { get; init; }

    public required IEnumerable<Point> Enumerable { get; set; }

    public List<List<Point>>? Nested { get; set; }
}

[AppendLog("forms-leaf")]
public sealed partial record LeafForms(
    Leaf Value,
    Leaf? Maybe,
    Leaf[] Array,
    List<Leaf?> List,
    IReadOnlyList<Leaf> ReadOnlyList,
    ImmutableArray<Leaf> Immutable,
    ImmutableArray<Leaf>? MaybeImmutable,
    Dictionary<string, Leaf> Map,
    IReadOnlyDictionary<string, Leaf?>? MaybeMap)
{
    public Leaf[]? MaybeArray { get; init; }

    public required IEnumerable<Leaf> Enumerable { get; set; }

    public List<List<Leaf>>? Nested { get; set; }
}
