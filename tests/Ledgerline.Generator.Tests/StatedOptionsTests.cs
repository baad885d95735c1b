using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Generator.Tests.Catalogue;
using Ledgerline.Generator.Tests.Harness;

namespace Ledgerline.Generator.Tests;

/// <summary>Options that a part of the generated context states, against System.Text.Json with the same ones.</summary>
public sealed class StatedOptionsTests
{
    private const string Records = """
        namespace Demo
        {
        public enum Mood { VeryCalm, Cross }

        [JsonKv("many")]
        public partial record Many(int SomeNumber, string? IOText, Mood Mood, Dictionary<string, int> ByName, Dictionary<Mood, List<double>> ByMood)
        {
            public int Computed => 5;
            public List<int> ComputedList => [1];
            public readonly int Fixed = 4;
            public string? Field;
            public string Snake_Case9Name { get; set; } = "";
            [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int? Kept { get; init; }
            public decimal HTTPServerURL2 { get; init; }
        }
        """;

    public static TheoryData<string, JsonSerializerOptions> Stated => new()
    {
        { "PropertyNamingPolicy = JsonKnownNamingPolicy.Unspecified", Declared() },
        { "PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower", Named(JsonNamingPolicy.SnakeCaseLower) },
        { "PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseUpper", Named(JsonNamingPolicy.SnakeCaseUpper) },
        { "PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower", Named(JsonNamingPolicy.KebabCaseLower) },
        { "PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseUpper", Named(JsonNamingPolicy.KebabCaseUpper) },
        { "UseStringEnumConverter = false", Camel(new(), hasEnumNames: false) },
        { "UseStringEnumConverter = true", Camel(new()) },
        { "NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString", Camel(new() { NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString }) },
        { "DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull", Camel(new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull }) },
        { "DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault", Camel(new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault }) },
        { "IncludeFields = true", Camel(new() { IncludeFields = true }) },
        { "IncludeFields = true, IgnoreReadOnlyFields = true", Camel(new() { IncludeFields = true, IgnoreReadOnlyFields = true }) },
        { "IgnoreReadOnlyProperties = true", Camel(new() { IgnoreReadOnlyProperties = true }) },
        { "WriteIndented = true, IndentSize = 3, NewLine = \"\\n\"", Camel(new() { WriteIndented = true, IndentSize = 3, NewLine = "\n" }) },
        { "JsonSerializerDefaults.Web", Camel(new(JsonSerializerDefaults.Web)) },
        { "JsonSerializerDefaults.Strict", Camel(new(JsonSerializerDefaults.Strict)) },
    };

    [Theory]
    [MemberData(nameof(Stated))]
    public void Each_option_has_the_effect_that_it_has_in_System_Text_Json(string stated, JsonSerializerOptions options)
    {
        JsonSerializerContext context = Loaded.Context($"{Records}\n{Part(stated)}");
        JsonTypeInfo ours = context.GetTypeInfo(context.GetType().Assembly.GetType("Demo.Many", throwOnError: true)!)!;
        Seed.Check(values =>
        {
            for (int i = 0; i < 20; i++)
            {
                object value = values.Create(ours.Type);
                string written = JsonSerializer.Serialize(value, ours.Type, options);

                Assert.Equal(written, JsonSerializer.Serialize(value, ours));
                Assert.Equal(Rewritten(JsonSerializer.Deserialize(written, ours.Type, options)), Rewritten(JsonSerializer.Deserialize(written, ours)));
            }
        });

        string Rewritten(object? read) => JsonSerializer.Serialize(read, ours.Type, options);
    }

    [Theory]
    [InlineData("PropertyNameCaseInsensitive = true", """{"SOMENUMBER":1,"mood":"Cross","byName":{},"byMood":{},"httpServerURL2":1}""", 1)]
    [InlineData("UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow", """{"x":1,"someNumber":1,"mood":"Cross","byName":{},"byMood":{},"httpServerURL2":1}""", null)]
    [InlineData("AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip", """{"someNumber":1,/**/"mood":"Cross","byName":{},"byMood":{},"httpServerURL2":1,}""", 1)]
    [InlineData("NumberHandling = JsonNumberHandling.AllowReadingFromString", """{"someNumber":"1","mood":"Cross","byName":{},"byMood":{},"httpServerURL2":1}""", 1)]
    [InlineData("AllowDuplicateProperties = false", """{"someNumber":1,"someNumber":1,"mood":"Cross","byName":{},"byMood":{},"httpServerURL2":1}""", null)]
    [InlineData("MaxDepth = 2", """{"someNumber":1,"x":[[1]],"mood":"Cross","byName":{},"byMood":{},"httpServerURL2":1}""", null)]
    public void What_is_read_follows_the_options(string stated, string json, int? number)
    {
        JsonSerializerContext context = Loaded.Context($"{Records}\n{Part(stated)}");
        Type type = context.GetType().Assembly.GetType("Demo.Many", throwOnError: true)!;
        if (number is null)
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, type, context));
        }
        else
        {
            Assert.Equal(number, type.GetProperty("SomeNumber")!.GetValue(JsonSerializer.Deserialize(json, type, context)));
        }
    }

    [Fact]
    public void A_policy_for_keys_is_for_strings_since_enums_that_it_changed_could_not_be_read()
    {
        JsonSerializerContext context = Loaded.Context($"{Records}\n{Part("DictionaryKeyPolicy = JsonKnownNamingPolicy.KebabCaseUpper")}");
        Type type = context.GetType().Assembly.GetType("Demo.Many", throwOnError: true)!;
        const string json = """{"someNumber":1,"mood":"Cross","byName":{"aName":1},"byMood":{"VeryCalm":[]},"httpServerURL2":1}""";

        string written = JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, context), type, context);

        Assert.Contains(""""byName":{"A-NAME":1},"byMood":{"VeryCalm":[]}"""", written, StringComparison.Ordinal);
        Assert.NotNull(JsonSerializer.Deserialize(written, type, context));
        JsonSerializerOptions theirs = Camel(new() { DictionaryKeyPolicy = JsonNamingPolicy.KebabCaseUpper });
        string writtenByThem = JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type, theirs), type, theirs);
        Assert.Contains("\"VERY-CALM\"", writtenByThem, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(writtenByThem, type, theirs));
    }

    [Fact]
    public async Task Names_that_differ_only_in_case_are_an_error_where_case_does_not_count()
    {
        const string source = """[AppendLog("a")] public partial record A(int Name, [property: JsonPropertyName("NAME")] int Other);""";

        Assert.Empty(await Compile.DiagnosticsAsync(source));
        Assert.Equal("LL0007", Assert.Single(await Compile.DiagnosticsAsync(source, "namespace Demo.App;\n" + Declaration("PropertyNameCaseInsensitive = true"))).Id);
    }

    [Theory]
    [InlineData("ReferenceHandler = JsonKnownReferenceHandler.Preserve", "a stored value is a tree")]
    [InlineData("UnknownTypeHandling = JsonUnknownTypeHandling.JsonNode", "'object' is not stored")]
    [InlineData("PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate", "members are always replaced")]
    [InlineData("Converters = new[] { typeof(JsonStringEnumConverter) }", "name the converter with [JsonConverter]")]
    [InlineData("GenerationMode = JsonSourceGenerationMode.Metadata", "always generated")]
    [InlineData("RespectNullableAnnotations = false", "a null for a member that is not nullable is an error")]
    [InlineData("DefaultIgnoreCondition = JsonIgnoreCondition.Always", "leave out every member")]
    [InlineData("JsonSerializerDefaults.General", "name the options that you want")]
    public async Task What_cannot_be_honoured_is_an_error_where_it_is_stated(string stated, string message)
    {
        var diagnostic = Assert.Single(await Compile.DiagnosticsAsync("[AppendLog(\"a\")] public partial record A(int N);", "namespace Demo.App;\n" + Declaration(stated)));

        Assert.Equal("LL0011", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_in_another_namespace_is_no_part_of_the_generated_context()
    {
        var diagnostic = Assert.Single(await Compile.DiagnosticsAsync("[AppendLog(\"a\")] public partial record A(int N);", "namespace Elsewhere;\n" + Declaration("WriteIndented = true")));

        Assert.Equal("LL0011", diagnostic.Id);
    }

    [Fact]
    public void Names_are_made_as_the_policies_of_System_Text_Json_make_them() => Seed.Check(values =>
    {
        (NamePolicy Ours, JsonNamingPolicy Theirs)[] policies =
        [
            (NamePolicy.CamelCase, JsonNamingPolicy.CamelCase),
            (NamePolicy.SnakeCaseLower, JsonNamingPolicy.SnakeCaseLower),
            (NamePolicy.SnakeCaseUpper, JsonNamingPolicy.SnakeCaseUpper),
            (NamePolicy.KebabCaseLower, JsonNamingPolicy.KebabCaseLower),
            (NamePolicy.KebabCaseUpper, JsonNamingPolicy.KebabCaseUpper),
        ];
        const string letters = "abcXYZ019_ÄöéßΩǅ";
        for (int i = 0; i < 20_000; i++)
        {
            byte[] picks = (byte[])values.Create(typeof(byte[]));
            string name = string.Concat(picks.Select(static pick => letters[pick % letters.Length]));

            Assert.All(policies, policy => Assert.Equal(policy.Theirs.ConvertName(name), NamingPolicies.Apply(policy.Ours, name)));
        }
    });

    private static string Part(string stated) => $"}}\n\nnamespace Demo.App\n{{\n{Declaration(stated)}\n}}";

    private static string Declaration(string stated) =>
        $"[JsonSourceGenerationOptions({stated})] internal sealed partial class LedgerlineJsonContext;";

    private static JsonSerializerOptions Declared()
    {
        JsonSerializerOptions options = Camel(new());
        options.PropertyNamingPolicy = null;
        return options;
    }

    private static JsonSerializerOptions Named(JsonNamingPolicy policy) => Camel(new() { PropertyNamingPolicy = policy });

    private static JsonSerializerOptions Camel(JsonSerializerOptions options, bool hasEnumNames = true)
    {
        options.PropertyNamingPolicy ??= JsonNamingPolicy.CamelCase;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        if (hasEnumNames)
        {
            options.Converters.Add(new JsonStringEnumConverter());
        }

        return options;
    }
}
