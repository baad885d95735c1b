using System.Text;
using System.Text.Json;
using Ledgerline.Generator.Tests.Catalogue;

namespace Ledgerline.Generator.Tests;

/// <summary>What an older program does with what a newer one wrote.</summary>
public sealed class UnknownCaseTests
{
    // Order, spaces, escapes, numbers and a duplicate that no serializer would write.
    private const string Newer = """{ "exitCode" : 1.50e0,"kind":"fin\u0069shed", "name":"\u00f6 ö \/ \ud83d\ude00", "deep" : [ {"kind":"started"} , null], "name":"again" }""";

    public static TheoryData<string> Drivers => ["memory", "files"];

    [Theory]
    [MemberData(nameof(Drivers))]
    public async Task A_newer_line_is_read_and_written_to_another_log_with_the_same_bytes(string kind)
    {
        string root = Directory.CreateTempSubdirectory("unknown-case").FullName;
        try
        {
            await using IStorageDriver driver = kind == "memory" ? new MemoryDriver() : new FileSystemDriver(root);
            await driver.CreateProjectAsync("p");
            Project project = driver.Project("p");
            await project.Log("run-events-before").AppendBatchAsync(
                [JsonPayload.Parse("""{"kind":"started","name":"a","at":"2026-01-01T00:00:00+00:00"}"""), JsonPayload.Parse(Newer)]);

            OlderEvent[] read = [.. project.Log<OlderEvent>().Read().Select(static entry => entry.Data)];
            await project.Log<OlderEvent>("copy").AppendBatchAsync(read);

            Assert.IsType<OlderEvent.Started>(read[0]);
            Assert.Equal(Newer, Assert.IsType<OlderEvent.Unknown>(read[1]).Json.ToString());
            Assert.Equal(
                ["""{"kind":"started","name":"a","at":"2026-01-01T00:00:00+00:00"}""", Newer],
                project.Log("run-events-before", "copy").Read().Select(static entry => entry.Data.ToString()));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Theory]
    [InlineData("""{"messages":[{"kind":"olderText","text":"t"},{"kind" : 7, "x":1.0},{"y":"\u00e4","kind":"image"}]}""")]
    [InlineData("""{"messages":[{"kind":"OlderText"}]}""")]
    public void An_unknown_case_inside_a_record_keeps_its_bytes(string json)
    {
        OlderDocument read = JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.OlderDocument)!;

        Assert.IsType<OtherMessage>(read.Messages[^1]);
        Assert.Equal(json, Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(read, LedgerlineJsonContext.Default.OlderDocument)));
    }

    [Fact]
    public async Task What_was_on_several_lines_is_written_on_one()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        const string json = "{\n  \"kind\": \"image\",\r\n  \"text\": \"a\\nb\"\n}";
        OlderDocument read = JsonSerializer.Deserialize($"{{\"messages\":[{json}]}}", LedgerlineJsonContext.Default.OlderDocument)!;

        string written = JsonSerializer.Serialize(read, LedgerlineJsonContext.Default.OlderDocument);

        Assert.Equal("""{"messages":[{"kind":"image","text":"a\nb"}]}""", written);
        OlderEvent older = JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.OlderEvent)!;
        await driver.Project("p").Log<OlderEvent>().AppendAsync(older);
        Assert.Equal("""{"kind":"image","text":"a\nb"}""", driver.Project("p").Log("run-events-before").Read().Single().Data.ToString());
    }

    [Fact]
    public void Comments_and_trailing_commas_that_options_allow_are_not_kept()
    {
        var context = new LedgerlineJsonContext(new JsonSerializerOptions
        {
            AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip, PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        });
        const string json = """{"messages":[{"kind":"image",/*c*/"x":[1,],}]}""";

        OlderDocument read = JsonSerializer.Deserialize(json, context.OlderDocument)!;
        OlderEvent older = JsonSerializer.Deserialize("""{"kind":"image",/*c*/"x":[1,],}""", context.OlderEvent)!;

        Assert.Equal("""{"messages":[{"kind":"image","x":[1]}]}""", JsonSerializer.Serialize(read, LedgerlineJsonContext.Default.OlderDocument));
        Assert.Equal("""{"kind":"image","x":[1]}""", Assert.IsType<OlderEvent.Unknown>(older).Json.ToString());
    }

    [Theory]
    [InlineData("{}", "is missing")]
    [InlineData("""{"kind":null}""", "(started) in 'kind', found null")]
    [InlineData("""{"kind":{}}""", "found an object")]
    [InlineData("[]", "expected an object")]
    public void What_has_no_discriminator_is_still_an_error(string json, string message)
    {
        JsonException error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.OlderEvent));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"kind":null}""")]
    [InlineData("""[{"kind":"x"}]""")]
    public void What_could_not_be_read_back_is_not_written(string json)
    {
        JsonException payload = Assert.Throws<JsonException>(
            () => JsonSerializer.Serialize(new OlderEvent.Unknown(JsonPayload.Parse(json)), LedgerlineJsonContext.Default.OlderEvent));
        JsonException element = Assert.Throws<JsonException>(
            () => JsonSerializer.Serialize(new OlderDocument([new OtherMessage(JsonElement.Parse(json))]), LedgerlineJsonContext.Default.OlderDocument));

        Assert.Contains("the unknown case of OlderEvent", payload.Message, StringComparison.Ordinal);
        Assert.Contains("the unknown case of OlderMessage", element.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(
            static () => JsonSerializer.Serialize(new OlderDocument([new OtherMessage(default)]), LedgerlineJsonContext.Default.OlderDocument));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_an_error_in_an_unknown_case_as_in_any()
    {
        byte[] json = [.. "{\"kind\":\"image\",\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.OlderEvent));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<OlderDocument>([.. "{\"messages\":["u8, .. json, .. "]}"u8], LedgerlineJsonContext.Default.OlderDocument));
    }

    [Fact]
    public void What_is_nested_too_deep_is_not_written()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 998)) + string.Concat(Enumerable.Repeat("]", 998));
        var options = new JsonDocumentOptions { MaxDepth = 2000 };
        JsonElement fits = JsonDocument.Parse($$"""{"kind":"x","d":{{deep[1..^1]}}}""", options).RootElement;
        JsonElement tooDeep = JsonDocument.Parse($$"""{"kind":"x","d":{{deep}}}""", options).RootElement;

        string json = JsonSerializer.Serialize(new OlderDocument([new OtherMessage(fits)]), LedgerlineJsonContext.Default.OlderDocument);

        Assert.NotNull(JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.OlderDocument));
        Assert.Throws<JsonException>(
            () => JsonSerializer.Serialize(new OlderDocument([new OtherMessage(tooDeep)]), LedgerlineJsonContext.Default.OlderDocument));
    }

    [Fact]
    public void An_unknown_case_is_matched_like_any() =>
        Assert.Equal(
            Newer,
            JsonSerializer.Deserialize(Newer, LedgerlineJsonContext.Default.OlderEvent)!.Match(started: static _ => "", unknown: static u => u.Json.ToString()));
}
