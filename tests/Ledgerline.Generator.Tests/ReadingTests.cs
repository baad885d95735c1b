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
        Assert.Equal(expected, JsonSerializer.Deserialize(FormsWith(json), LedgerlineJsonContext.Default.RightsForms)!.Value);

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
    public void A_JsonElement_does_not_depend_on_the_bytes_it_was_read_from()
    {
        byte[] json = Encoding.UTF8.GetBytes("""{"dark":true,"extra":{"a":"kept"}}""");
        Settings settings = JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.Settings)!;
        Array.Clear(json);

        Assert.Equal("kept", settings.Extra["a"].GetString());
    }

    private static string FormsWith(string value) =>
        $$"""{"value":{{value}},"maybe":null,"array":[],"list":[],"readOnlyList":[],"immutable":[],"map":{},"enumerable":[]}""";

    private static T Read<T>(string json) =>
        JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)LedgerlineJsonContext.Default.GetTypeInfo(typeof(T))!)!;
}
