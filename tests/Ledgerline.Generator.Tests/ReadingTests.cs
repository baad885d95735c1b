using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Generator.Tests.Catalogue;

namespace Ledgerline.Generator.Tests;

/// <summary>What reading promises beyond values that were written by us: it agrees with System.Text.Json.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("""{"id":1,"id":2}""", 2)]
    [InlineData("""{"unknown":[{"id":7}],"id":3,"more":{"a":null}}""", 3)]
    [InlineData("""{"\u0069d":4}""", 4)]
    [InlineData(" { \"id\" : 5 } \n", 5)]
    [InlineData("""{"ID":1,"id":6}""", 6)]
    public void Unknown_members_are_skipped_and_the_last_duplicate_wins(string json, int expected)
    {
        Assert.Equal(expected, Read<Both>(json).Id);
        Assert.Equal(expected, JsonSerializer.Deserialize<Both>(json, Oracle.Options)!.Id);
    }

    [Fact]
    public void Of_two_discriminators_the_first_counts() =>
        Assert.IsType<RunEvent.Paused>(Read<RunEvent>("""{"at":"2026-01-01T00:00:00+00:00","kind":"paused","kind":"started"}"""));

    [Theory]
    [InlineData("\"DarkBlue\"", Colour.DarkBlue)]
    [InlineData("\"darkblue\"", Colour.DarkBlue)]
    [InlineData("\"2\"", Colour.DarkBlue)]
    [InlineData("2", Colour.DarkBlue)]
    [InlineData("99", (Colour)99)]
    public void Enums_are_read_by_name_in_any_case_and_by_number(string json, Colour expected)
    {
        Assert.Equal(expected, Read<Defaults>($$"""{"required":1,"colour":{{json}}}""").Colour);
        Assert.Equal(expected, JsonSerializer.Deserialize<Colour>(json, Oracle.Options));
    }

    [Theory]
    [InlineData("\"Read, Write\"", Rights.Read | Rights.Write)]
    [InlineData("\"read,delete\"", Rights.Read | Rights.Delete)]
    public void Flags_are_read_from_several_names(string json, Rights expected) =>
        Assert.Equal(expected, Read<RightsRecord>($$"""{"value":{{json}},"needed":0,"enumerable":[]}""").Value);

    [Theory]
    [InlineData("int", "1.0")]
    [InlineData("int", "2147483648")]
    [InlineData("int", "\"1\"")]
    [InlineData("int", "true")]
    [InlineData("char", "\"ab\"")]
    [InlineData("char", "\"\"")]
    [InlineData("colour", "\"Purple\"")]
    [InlineData("colour", "{}")]
    [InlineData("decimal", "1e40")]
    [InlineData("flag", "\"true\"")]
    [InlineData("moment", "\"yesterday\"")]
    [InlineData("text", "5")]
    [InlineData("text", "\"\\ud800\"")]
    [InlineData("set", "[1,\"2\"]")]
    [InlineData("set", "{}")]
    [InlineData("leaf", "[]")]
    public void What_does_not_fit_a_member_is_an_error_there_as_in_System_Text_Json(string member, string json)
    {
        string document = $$"""{"required":1,"{{member}}":{{json}}}""";

        JsonException ours = Assert.Throws<JsonException>(() => Read<Defaults>(document));
        JsonException theirs = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Defaults>(document, Oracle.Options));

        Assert.Equal(theirs.Path, ours.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"id\":1")]
    [InlineData("{\"id\":1,}")]
    [InlineData("{\"id\":01}")]
    [InlineData("{\"id\":1} x")]
    [InlineData("{\"id\":1/*c*/}")]
    [InlineData("{\"id\":tru}")]
    public void Broken_JSON_is_an_error(string json) => Assert.ThrowsAny<JsonException>(() => Read<Both>(json));

    [Fact]
    public void Broken_UTF_8_in_a_string_is_an_error_that_names_its_place()
    {
        byte[] json = [.. "{\"label\":\""u8, 0xC3, 0x28, .. "\",\"children\":[]}"u8];

        JsonException error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.Tree));

        Assert.Equal("$.label", error.Path);
    }

    [Theory]
    [InlineData("\"warm\"")]
    [InlineData("1.5")]
    public void What_ones_own_converter_cannot_read_is_an_error_that_names_its_place(string json)
    {
        string document = $$"""{"temperature":{{json}}}""";

        Assert.Equal("$.temperature", Assert.Throws<JsonException>(() => Read<Attributes>(document)).Path);
        Assert.Equal("$.temperature", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Attributes>(document, Oracle.Options)).Path);
    }

    [Fact]
    public void What_a_constructor_throws_is_not_taken_for_broken_JSON()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Read<Guarded>("""{"percent":101}"""));
    }

    [Fact]
    public void Unknown_members_are_kept_or_refused_where_the_type_says_so_and_the_discriminator_is_none()
    {
        ExtendedCases read = Read<ExtendedCases>("""{"x":1,"n":2,"kind":"open","y":{}}""");

        Assert.Equal(["x", "y"], Assert.IsType<ExtendedCases.Open>(read).More!.Keys);
        Assert.Equal(new ExtendedCases.Closed(1), Read<ExtendedCases>("""{"n":1,"kind":"closed"}"""));
        JsonException error = Assert.Throws<JsonException>(() => Read<ExtendedCases>("""{"kind":"closed","x":1,"n":1}"""));
        Assert.Equal("$.x", error.Path);
        Assert.Contains("has no member 'x'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"12\"", 12)]
    [InlineData("12", 12)]
    public void Numbers_are_read_from_strings_where_that_is_allowed(string json, int expected)
    {
        Assert.Equal(expected, Read<IntNumbers>(Numbers(json)).Read);
        Assert.Equal(expected, JsonSerializer.Deserialize<IntNumbers>(Numbers(json), Oracle.Options)!.Read);
    }

    [Theory]
    [InlineData("\" 12\"")]
    [InlineData("\"1e2\"")]
    [InlineData("\"\"")]
    [InlineData("\"99999999999\"")]
    public void A_string_that_is_no_number_is_an_error_also_where_strings_are_allowed(string json)
    {
        Assert.Equal("$.read", Assert.Throws<JsonException>(() => Read<IntNumbers>(Numbers(json))).Path);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IntNumbers>(Numbers(json), Oracle.Options));
    }

    [Fact]
    public void Infinite_numbers_have_names_where_that_is_allowed()
    {
        const string json = """{"read":0,"written":"NaN","maybe":"-Infinity","list":["Infinity"],"map":null,"named":"NaN","byType":{"value":"NaN","items":[],"nested":[],"text":"","plain":1}}""";
        DoubleNumbers read = Read<DoubleNumbers>(json);

        Assert.Equal(double.NaN, read.Named);
        Assert.Equal(json, JsonSerializer.Serialize(read, LedgerlineJsonContext.Default.DoubleNumbers));
        Assert.Equal(JsonSerializer.Serialize(read, Oracle.Options), JsonSerializer.Serialize(read, LedgerlineJsonContext.Default.DoubleNumbers));
        Assert.Throws<ArgumentException>(() => JsonSerializer.Serialize(read with { Read = double.NaN }, LedgerlineJsonContext.Default.DoubleNumbers));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("x")]
    [InlineData("")]
    public void A_key_that_does_not_fit_is_an_error(string key)
    {
        string json = $$$"""{"numbers":{"{{{key}}}":1}}""";

        Assert.Throws<JsonException>(() => Read<IntKeys>(json));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IntKeys>(json, Oracle.Options));
    }

    [Fact]
    public void A_JsonElement_does_not_depend_on_the_bytes_it_was_read_from()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"dark":true,"extra":{"a":"kept"}}""");
        Settings settings = JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.Settings)!;
        Array.Clear(json);

        Assert.Equal("kept", settings.Extra["a"].GetString());
    }

    private static string Numbers(string read) =>
        $$"""{"byType":{"value":1,"items":[],"nested":[],"text":"","plain":1},"written":0,"named":0,"read":{{read}} }""";

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)LedgerlineJsonContext.Default.GetTypeInfo(typeof(T))!)!;
}
