using System.Reflection;
using System.Text.Json;
using Ledgerline.Generator.Tests.Catalogue;

namespace Ledgerline.Generator.Tests;

using System.Text.Json.Nodes;
using JsonObject = System.Text.Json.Nodes.JsonObject;

/// <summary>The catalogue against System.Text.Json, type by type, with random values: <c>LEDGERLINE_SEED=N</c> repeats a run.</summary>
public sealed class OracleTests
{
    private const int ValuesPerType = 25;

    // Each fits some scalar, or nearly does.
    private static readonly string[] OddValues =
    [
        "true", "false", "0", "-1", "-0", "1.0", "1.5", "1e2", "1E-2", "1e400", "255", "256", "-129", "65536", "4294967296", "18446744073709551616",
        "123456789012345678901234567890", "99999999999999999999999999999999999999999999", "0.1234567890123456789012345678901234567890",
        "[]", "[1]", "{}", """{"a":1}""", """{"name":"n","size":1}""", """{"x":1,"y":2}""", "\"\"", "\"a\"", "\"ab\"", "\"1\"", "\" 1\"", "\"\\u0031\"",
        "\"NaN\"", "\"Infinity\"", "\"true\"", "\"2026-02-28\"", "\"2026-02-30\"", "\"2026-02-28T01:02:03\"", "\"2026-02-28T01:02:03.1234567+02:00\"",
        "\"2026-02-28T24:00:00Z\"", "\"2026-02-28 01:02\"", "\"01:02:03\"", "\"1.02:03:04.5\"", "\"-00:00:01\"", "\"24:00:00\"", "\"1.2\"", "\"1.2.3.4\"", "\"1.2.3.4.5\"",
        "\" 1.2\"", "\"http://x\"", "\"http://[\"", "\"AAAA\"", "\"AA==\"", "\"A\"", "\"A A=\"", "\"Red\"", "\"red\"", "\" Red \"", "\"Red, DarkBlue\"", "\"Read, 2\"",
        "\"read,delete\"", "\"Read,,Write\"", "\"2\"", "\"-1\"", "\"+1\"", "\"00000000-0000-0000-0000-000000000001\"", "\"{00000000-0000-0000-0000-000000000001}\"",
        "\"00000000000000000000000000000001\"", "\"😀\"",
    ];

    [Theory]
    [MemberData(nameof(TypeCatalogue.Types), MemberType = typeof(TypeCatalogue))]
    public void What_is_written_equals_what_System_Text_Json_writes(Type type) => Seed.Check(values =>
    {
        for (int i = 0; i < ValuesPerType; i++)
        {
            object value = values.Create(type);

            Assert.Equal(Serializers.WriteTheirs(type, value), Serializers.WriteOurs(type, value));
        }
    });

    [Theory]
    [MemberData(nameof(TypeCatalogue.Types), MemberType = typeof(TypeCatalogue))]
    public void Each_reads_what_the_other_wrote(Type type) => Seed.Check(values =>
    {
        bool isReadByBoth = type.GetCustomAttribute<ReadsDifferentlyAttribute>() is null;
        for (int i = 0; i < ValuesPerType; i++)
        {
            object value = values.Create(type);
            string written = Serializers.WriteTheirs(type, value);
            string expected = isReadByBoth ? Rewrite(Serializers.ReadTheirs(type, written)) : written;

            Assert.Equal(expected, Rewrite(Serializers.ReadOurs(type, written)));
            if (isReadByBoth)
            {
                Assert.Equal(expected, Rewrite(Serializers.ReadTheirs(type, Serializers.WriteOurs(type, value))));
            }
        }

        string Rewrite(object read) => Serializers.WriteTheirs(type, read);
    });

    [Theory]
    [MemberData(nameof(TypeCatalogue.Scalars), MemberType = typeof(TypeCatalogue))]
    public void What_fits_a_scalar_and_what_does_not_is_the_same_for_both(Type type) => Seed.Check(values =>
    {
        JsonObject document = JsonNode.Parse(Serializers.WriteTheirs(type, values.Create(type)))!.AsObject();
        Assert.All(OddValues, odd =>
        {
            document["value"] = JsonNode.Parse(odd);
            string json = document.ToJsonString();

            Assert.Equal(Attempt(Serializers.ReadTheirs), Attempt(Serializers.ReadOurs));

            string Attempt(Func<Type, string, object> read)
            {
                try
                {
                    return Serializers.WriteTheirs(type, read(type, json));
                }
                catch (JsonException e)
                {
                    return $"{odd}: error at {e.Path}";
                }
                catch (Exception e) when (e is ArgumentException or InvalidOperationException)
                {
                    // Infinity is read and cannot be written; a JsonValue is made of no object.
                    return $"{odd}: error at $.value";
                }
            }
        });
    });

    [Fact]
    public void The_catalogue_has_at_least_150_types() => Assert.InRange(TypeCatalogue.Types.Count, 150, int.MaxValue);
}
