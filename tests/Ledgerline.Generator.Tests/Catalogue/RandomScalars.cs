using System.Globalization;
using System.Text.Json;

namespace Ledgerline.Generator.Tests.Catalogue;

using System.Text.Json.Nodes;
using JsonObject = System.Text.Json.Nodes.JsonObject;
using JsonValue = System.Text.Json.Nodes.JsonValue;

/// <summary>Random values of the types that are no collection and no object: every other one is at a limit.</summary>
internal static class RandomScalars
{
    // Everything that a writer treats in its own way, and what is around it.
    private static readonly string[] Letters =
        ["a", "Z", "0", " ", "\"", "\\", "/", "<", "&", "'", "+", "\n", "\r", "\t", "\b", "\f", "\0", "\u001f", "\u007f", "\u0080",
            "ö", "\u00a0", "\u2028", "\u2029", "€", "漢", "\ufeff", "\uffff", "\ue000", "😀", "𝄞", "\U0010ffff"];

    private static readonly Dictionary<Type, Func<Random, object>> Makers = new()
    {
        [typeof(bool)] = static random => random.Next(2) == 0,
        [typeof(byte)] = static random => Limit<byte>(random, byte.MinValue, byte.MaxValue) ?? (byte)random.Next(),
        [typeof(sbyte)] = static random => Limit<sbyte>(random, sbyte.MinValue, sbyte.MaxValue, 0) ?? (sbyte)random.Next(),
        [typeof(short)] = static random => Limit<short>(random, short.MinValue, short.MaxValue, 0) ?? (short)random.Next(),
        [typeof(ushort)] = static random => Limit<ushort>(random, ushort.MinValue, ushort.MaxValue) ?? (ushort)random.Next(),
        [typeof(int)] = static random => Limit(random, int.MinValue, int.MaxValue, 0, -1) ?? random.Next(int.MinValue, int.MaxValue),
        [typeof(uint)] = static random => Limit(random, uint.MinValue, uint.MaxValue) ?? (uint)random.NextInt64(),
        [typeof(long)] = static random => Limit(random, long.MinValue, long.MaxValue, 0, -1) ?? random.NextInt64(),
        [typeof(ulong)] = static random => Limit(random, ulong.MinValue, ulong.MaxValue) ?? (ulong)random.NextInt64(),
        [typeof(Int128)] = static random => Limit(random, Int128.MinValue, Int128.MaxValue, 0) ?? (Int128)random.NextInt64() * random.NextInt64(),
        [typeof(UInt128)] = static random => Limit(random, UInt128.MinValue, UInt128.MaxValue) ?? (UInt128)random.NextInt64() * (UInt128)random.NextInt64(),
        [typeof(Half)] = static random => Limit(random, Half.MinValue, Half.MaxValue, Half.Epsilon, Half.NegativeZero) ?? (Half)(random.NextDouble() * 100),
        [typeof(float)] = static random => Limit(random, float.MinValue, float.MaxValue, float.Epsilon, -0f, 0.1f) ?? random.NextSingle() * 1000,
        [typeof(double)] = static random => Limit(random, double.MinValue, double.MaxValue, double.Epsilon, -0d, 0.1, 1e21) ?? random.NextDouble() * 1e6,
        [typeof(decimal)] = static random => Limit(random, decimal.MinValue, decimal.MaxValue, 0.00m, 1.50m)
            ?? new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
        [typeof(char)] = static random => Letter(random)[0] is var letter && char.IsSurrogate(letter) ? 'x' : letter,
        [typeof(string)] = Text,
        [typeof(Guid)] = static random => Limit(random, Guid.Empty, Guid.AllBitsSet) ?? new Guid(Bytes(random, 16)),
        [typeof(DateTime)] = static random => Limit(random, DateTime.MinValue, DateTime.MaxValue)
            ?? new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), (DateTimeKind)random.Next(2)),
        [typeof(DateTimeOffset)] = static random => Limit(random, DateTimeOffset.MinValue, DateTimeOffset.MaxValue)
            ?? new DateTimeOffset(random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.FromMinutes(random.Next(-840, 841))),
        [typeof(DateOnly)] = static random => Limit(random, DateOnly.MinValue, DateOnly.MaxValue) ?? DateOnly.FromDayNumber(random.Next(3_000_000)),
        [typeof(TimeOnly)] = static random => Limit(random, TimeOnly.MinValue, TimeOnly.MaxValue) ?? new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay)),
        [typeof(TimeSpan)] = static random => Limit(random, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero) ?? TimeSpan.FromSeconds(random.Next(-1000, 1_000_000)),
        [typeof(Uri)] = static random => new Uri(
            random.Next(3) switch { 0 => "https://example.org/ä b?q=1#f", 1 => $"../relative/{random.Next()}", _ => $"urn:isbn:{random.Next()}" },
            UriKind.RelativeOrAbsolute),
        [typeof(Version)] = static random => random.Next(3) switch
        {
            0 => new Version(random.Next(10), random.Next(10)),
            1 => new Version(1, random.Next(10), random.Next(10)),
            _ => new Version(1, 2, random.Next(), int.MaxValue),
        },
        [typeof(byte[])] = static random => Bytes(random, random.Next(20)),
        [typeof(Memory<byte>)] = static random => new Memory<byte>(Bytes(random, random.Next(20))),
        [typeof(ReadOnlyMemory<byte>)] = static random => new ReadOnlyMemory<byte>(Bytes(random, random.Next(20))),
        [typeof(JsonElement)] = static random => JsonElement.Parse(AnyText(random, 0)),
        [typeof(JsonNode)] = static random => JsonNode.Parse(random.Next(2) == 0 ? ObjectText(random, 0) : ArrayText(random, 0))!,
        [typeof(JsonObject)] = static random => JsonNode.Parse(ObjectText(random, 0))!,
        [typeof(JsonArray)] = static random => JsonNode.Parse(ArrayText(random, 0))!,
        [typeof(JsonValue)] = static random => random.Next(2) == 0 ? JsonValue.Create(random.Next()) : JsonValue.Create(Text(random)),
    };

    public static bool TryCreate(Type type, Random random, out object value)
    {
        bool found = Makers.TryGetValue(type, out Func<Random, object>? make);
        value = found ? make!(random) : type.IsEnum ? EnumValue(type, random) : random;
        return found || type.IsEnum;
    }

    public static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => Letter(random)));

    /// <summary>Any JSON, compact.</summary>
    private static string AnyText(Random random, int depth) => random.Next(depth > 3 ? 4 : 7) switch
    {
        0 => "null",
        1 => random.Next(2) == 0 ? "true" : "false",
        2 => random.Next(3) switch { 0 => "1.50", 1 => "-1E+10", _ => "123456789012345678901234567890" },
        3 or 4 => JsonSerializer.Serialize(Text(random)),
        5 => ArrayText(random, depth + 1),
        _ => ObjectText(random, depth + 1),
    };

    private static string ArrayText(Random random, int depth) =>
        $"[{string.Join(",", Enumerable.Range(0, random.Next(4)).Select(_ => AnyText(random, depth)))}]";

    private static string ObjectText(Random random, int depth) =>
        $"{{{string.Join(",", Enumerable.Range(0, random.Next(4)).Select(i => $"{JsonSerializer.Serialize($"{i}{Text(random)}")}:{AnyText(random, depth)}"))}}}";

    private static object EnumValue(Type type, Random random)
    {
        Array declared = Enum.GetValuesAsUnderlyingType(type);
        object value = declared.GetValue(random.Next(declared.Length))!;
        object other = declared.GetValue(random.Next(declared.Length))!;
        bool isSet = type.IsDefined(typeof(FlagsAttribute), inherit: false);
        return random.Next(4) switch
        {
            0 when isSet => Enum.ToObject(type, Convert.ToInt64(value, CultureInfo.InvariantCulture) | Convert.ToInt64(other, CultureInfo.InvariantCulture)),
            1 => Enum.ToObject(type, random.Next(120)),
            _ => Enum.ToObject(type, value),
        };
    }

    private static string Letter(Random random) => Letters[random.Next(Letters.Length)];

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static T? Limit<T>(Random random, params T[] limits)
        where T : struct => random.Next(2) == 0 ? limits[random.Next(limits.Length)] : null;
}
