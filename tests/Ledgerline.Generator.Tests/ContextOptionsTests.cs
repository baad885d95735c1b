using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Generator.Tests.Catalogue;
using Ledgerline.Generator.Tests.Harness;

namespace Ledgerline.Generator.Tests;

/// <summary>Which options the generated context honours, as System.Text.Json does, and which it refuses.</summary>
public sealed class ContextOptionsTests
{
    private static readonly RunEvent Event = new RunEvent.Started("ö <&> \"", ["a", "😀"]) { At = DateTimeOffset.UnixEpoch };

    public static TheoryData<string, Action<JsonSerializerOptions>> Writing => new()
    {
        { "nothing", static _ => { } },
        { "WriteIndented", static options => options.WriteIndented = true },
        { "IndentSize", static options => (options.WriteIndented, options.IndentCharacter, options.IndentSize, options.NewLine) = (true, '\t', 1, "\r\n") },
        { "Encoder", static options => options.Encoder = JavaScriptEncoder.Default },
        { "Encoder null", static options => options.Encoder = null },
        { "Encoder and indentation", static options => (options.Encoder, options.WriteIndented) = (null, true) },
        { "camelCase", static options => options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase },
        { "RespectNullableAnnotations", static options => options.RespectNullableAnnotations = true },
        { "AllowOutOfOrderMetadataProperties", static options => options.AllowOutOfOrderMetadataProperties = true },
        { "UnknownTypeHandling", static options => options.UnknownTypeHandling = JsonUnknownTypeHandling.JsonNode },
    };

    /// <summary>Options, JSON of <see cref="Defaults"/>, and whether it is read.</summary>
    public static TheoryData<string, Action<JsonSerializerOptions>, string, bool> Reading
    {
        get
        {
            Action<JsonSerializerOptions> plain = static _ => { };
            Action<JsonSerializerOptions> commas = static options => options.AllowTrailingCommas = true;
            Action<JsonSerializerOptions> comments = static options => options.ReadCommentHandling = JsonCommentHandling.Skip;
            Action<JsonSerializerOptions> shallow = static options => options.MaxDepth = 2;
            Action<JsonSerializerOptions> anyCase = static options => options.PropertyNameCaseInsensitive = true;
            Action<JsonSerializerOptions> quoted = static options => options.NumberHandling = JsonNumberHandling.AllowReadingFromString;
            Action<JsonSerializerOptions> named = static options => options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
            Action<JsonSerializerOptions> disallow = static options => options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            Action<JsonSerializerOptions> once = static options => options.AllowDuplicateProperties = false;
            Action<JsonSerializerOptions> onceInAnyCase = static options => (options.AllowDuplicateProperties, options.PropertyNameCaseInsensitive) = (false, true);
            return new()
            {
                { "plain", plain, """{"required":1,"set":[1,],}""", false },
                { "commas", commas, """{"required":1,"set":[1,],}""", true },
                { "plain", plain, """{"required":1/*c*/,"set":[/*d*/]}""", false },
                { "comments", comments, """{"required":1/*c*/,"set":[/*d*/]}""", true },
                { "shallow", shallow, """{"required":1,"set":[1]}""", true },
                { "shallow", shallow, """{"required":1,"unknown":[[1]]}""", false },
                { "plain", plain, """{"required":1,"TEXT":"b"}""", true },
                { "anyCase", anyCase, """{"REQUIRED":1,"Text":"b","leaf":{"NAME":"n","size":1}}""", true },
                { "plain", plain, """{"required":"1"}""", false },
                { "quoted", quoted, """{"required":"1","double":"1.5","maybe":"3","set":["1"]}""", true },
                { "quoted", quoted, """{"required":"x"}""", false },
                { "plain", plain, """{"required":1,"double":"NaN"}""", false },
                { "named", named, """{"required":1,"double":"NaN"}""", true },
                { "named", named, """{"required":1,"double":"-Infinity"}""", true },
                { "named", named, """{"required":"1"}""", false },
                { "disallow", disallow, """{"required":1,"text":"b"}""", true },
                { "disallow", disallow, """{"required":1,"other":"b"}""", false },
                { "disallow", disallow, """{"required":1,"leaf":{"name":"n","size":1,"x":1}}""", false },
                { "plain", plain, """{"required":1,"required":2}""", true },
                { "once", once, """{"required":1,"text":"a"}""", true },
                { "once", once, """{"required":1,"required":2}""", false },
                { "once", once, """{"required":1,"\u0072equired":2}""", false },
                { "once", once, """{"required":1,"leaf":{"name":"n","size":1,"name":"m"}}""", false },
                { "onceInAnyCase", onceInAnyCase, """{"required":1,"Text":"a","TEXT":"b"}""", false },
            };
        }
    }

    public static TheoryData<string, Action<JsonSerializerOptions>> Refused => new()
    {
        { "PropertyNamingPolicy", static options => options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower },
        { "DictionaryKeyPolicy", static options => options.DictionaryKeyPolicy = JsonNamingPolicy.CamelCase },
        { "DefaultIgnoreCondition", static options => options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull },
        { "IgnoreReadOnlyProperties", static options => options.IgnoreReadOnlyProperties = true },
        { "IgnoreReadOnlyFields", static options => options.IgnoreReadOnlyFields = true },
        { "IncludeFields", static options => options.IncludeFields = true },
        { "ReferenceHandler", static options => options.ReferenceHandler = ReferenceHandler.Preserve },
        { "PreferredObjectCreationHandling", static options => options.PreferredObjectCreationHandling = JsonObjectCreationHandling.Populate },
        { "NumberHandling.WriteAsString", static options => options.NumberHandling = JsonNumberHandling.WriteAsString },
        { "Converters", static options => options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)) },
        { "Converters", static options => options.Converters.Add(new JsonStringEnumConverter(allowIntegerValues: false)) },
        { "Converters", static options => options.Converters.Add(new JsonStringEnumConverter<Colour>(JsonNamingPolicy.SnakeCaseUpper)) },
        { "Converters", static options => options.Converters.Add(new ReversedConverter()) },
        { "Converters", static options => options.Converters.Add(new OfAnything<Leaf>()) },
        { "Converters", static options => options.Converters.Add(new OfAnything<List<int>>()) },
        { "Converters", static options => options.Converters.Add(new OfAnything<int?>()) },
        { "Converters", static options => options.Converters.Add(new OfAnything<Defaults>()) },
    };

    [Theory]
    [MemberData(nameof(Writing))]
    public void What_changes_only_how_it_looks_is_written_as_by_System_Text_Json(string name, Action<JsonSerializerOptions> change)
    {
        Assert.NotNull(name);

        // System.Text.Json never escapes dates; here they are strings like others.
        Assert.Equal(
            JsonSerializer.Serialize(Event, Theirs(change)),
            JsonSerializer.Serialize(Event, Ours(change)).Replace("00\\u002B00", "00+00", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Reading))]
    public void What_is_read_is_what_System_Text_Json_reads(string name, Action<JsonSerializerOptions> change, string json, bool isRead)
    {
        Assert.NotNull(name);
        if (!isRead)
        {
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Defaults>(json, Theirs(change)));
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Defaults>(json, Ours(change)));
            return;
        }

        Assert.Equal(
            JsonSerializer.Serialize(JsonSerializer.Deserialize<Defaults>(json, Theirs(change)), Named),
            JsonSerializer.Serialize(JsonSerializer.Deserialize<Defaults>(json, Ours(change)), Named));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_cannot_be_honoured_is_refused_with_the_options_name_and_the_way_out(string option, Action<JsonSerializerOptions> change)
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Defaults(1), Ours(change)));

        Assert.Contains($"JsonSerializerOptions.{option} = ", error.Message, StringComparison.Ordinal);
        Assert.Contains("options of its own", error.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => new LedgerlineJsonContext(With(change)).Defaults);
    }

    [Fact]
    public void Converters_of_what_a_record_is_not_made_of_and_of_enums_by_name_are_fine()
    {
        JsonSerializerOptions options = Ours(static options =>
        {
            options.Converters.Add(new JsonStringEnumConverter());
            options.Converters.Add(new JsonStringEnumConverter<Colour>());
            options.Converters.Add(new OfAnything<Rights>());
            options.Converters.Add(new CelsiusConverter());
        });

        Assert.Contains("\"colour\":\"DarkBlue\"", JsonSerializer.Serialize(new Defaults(1, Double: 0), options), StringComparison.Ordinal);
    }

    [Fact]
    public void Refused_options_leave_other_types_to_other_resolvers()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(LedgerlineJsonContext.Default, new DefaultJsonTypeInfoResolver());

        Assert.Equal("""{"name":"l","size":1}""", JsonSerializer.Serialize(new Leaf("l", 1), options));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Both(1), options));
    }

    [Fact]
    public void Numbers_that_have_no_digits_are_written_by_name_where_that_is_allowed()
    {
        Action<JsonSerializerOptions> named = static options => options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        foreach (double value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            string json = JsonSerializer.Serialize(new Defaults(1, Double: value), Ours(named));

            Assert.Equal(JsonSerializer.Serialize(new Defaults(1, Double: value), Theirs(named)), json);
            Assert.Equal(value, JsonSerializer.Deserialize<Defaults>(json, Ours(named))!.Double);
            Assert.Throws<ArgumentException>(() => JsonSerializer.Serialize(new Defaults(1, Double: value), Ours(static _ => { })));
        }
    }

    [Theory]
    [InlineData("""{"counts":{"a":1,"a":2},"extra":null}""", "$.counts.a")]
    [InlineData("""{"counts":{},"extra":[{"x":{"y":1,"y":2}}]}""", null)]
    [InlineData("""{"counts":{},"extra":1,"node":[{"y":1,"y":2}]}""", null)]
    public void A_key_that_stands_twice_is_an_error_in_dictionaries_and_in_any_JSON(string json, string? path)
    {
        Action<JsonSerializerOptions> once = static options => options.AllowDuplicateProperties = false;

        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize<Counted>(json, Theirs(once)));
        JsonException error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Counted>(json, Ours(once)));
        Assert.NotNull(JsonSerializer.Deserialize<Counted>(json, Ours(static _ => { })));
        Assert.Equal(path ?? error.Path, error.Path);
        Assert.Equal("A", JsonSerializer.Deserialize<Counted>("""{"counts":{"a":1,"A":2},"extra":1}""", Ours(once))!.Counts.Keys.Last());
    }

    [Theory]
    [InlineData(JsonSerializerDefaults.Web)]
    [InlineData(JsonSerializerDefaults.Strict)]
    public void The_defaults_of_System_Text_Json_can_be_used(JsonSerializerDefaults defaults)
    {
        var options = new JsonSerializerOptions(defaults) { TypeInfoResolver = LedgerlineJsonContext.Default };

        string json = JsonSerializer.Serialize(Event, options);

        Assert.Equal(Event.At, JsonSerializer.Deserialize<RunEvent>(json, options)!.At);
        Assert.Contains("\\u00F6", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_say_what_is_stated_for_the_assembly_are_honoured_and_others_refused()
    {
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = Compile.Generate(Compile.Create(
            [
                """
                [AppendLog("a")] public partial record Noted(int FirstNumber, string? SecondText);

                namespace Demo.App
                {
                    [JsonSourceGenerationOptions(
                        PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
                        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                        PropertyNameCaseInsensitive = true,
                        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
                    internal sealed partial class LedgerlineJsonContext;
                }
                """,
            ]));
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        System.Reflection.Assembly assembly = System.Reflection.Assembly.Load(image.ToArray());
        Type noted = assembly.GetType("Noted")!;
        var context = (JsonSerializerContext)assembly.GetType("Demo.App.LedgerlineJsonContext")!.GetProperty("Default")!.GetValue(null)!;

        Assert.Equal("""{"first_number":1}""", JsonSerializer.Serialize(JsonSerializer.Deserialize("""{"FIRST_NUMBER":1}""", noted, context), noted, context));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize("""{"first_number":1,"other":2}""", noted, context));
        var same = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, TypeInfoResolver = context };
        Assert.Equal("""{"first_number":1}""", JsonSerializer.Serialize(JsonSerializer.Deserialize("""{"first_number":1,"other":2}""", noted, same), noted, same));
        var other = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = context };
        Assert.Contains("PropertyNamingPolicy", Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize("{}", noted, other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_context_combines_in_either_order_and_takes_modifiers()
    {
        var seen = new List<Type>();
        IJsonTypeInfoResolver modified = ((IJsonTypeInfoResolver)LedgerlineJsonContext.Default).WithAddedModifier(info => seen.Add(info.Type));
        var options = new JsonSerializerOptions { TypeInfoResolver = JsonTypeInfoResolver.Combine(ForeignContext.Default, modified) };

        string json = JsonSerializer.Serialize(new Both(1), options);

        Assert.Equal("""{"id":1}""", json);
        Assert.Equal([typeof(Both)], seen);
        Assert.Equal(new Both(1), JsonSerializer.Deserialize<Both>(json, options));
    }

    [Fact]
    public void A_case_that_is_asked_for_by_its_own_type_has_its_discriminator()
    {
        var started = (RunEvent.Started)Event;

        string json = JsonSerializer.Serialize(started, typeof(RunEvent.Started), LedgerlineJsonContext.Default);

        Assert.Equal(JsonSerializer.Serialize(Event, LedgerlineJsonContext.Default.RunEvent), json);
        Assert.Equal(started.Name, ((RunEvent.Started)JsonSerializer.Deserialize(json, typeof(RunEvent.Started), LedgerlineJsonContext.Default)!).Name);
        JsonException error = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, typeof(RunEvent.Paused), LedgerlineJsonContext.Default));
        Assert.Contains("Expected the case Paused of RunEvent", error.Message, StringComparison.Ordinal);
        Assert.Equal("""{"figure":"segment","from":{"x":0,"y":0},"to":{"x":0,"y":0}}""", JsonSerializer.Serialize(default(Segment), typeof(Segment), LedgerlineJsonContext.Default));
    }

    private static readonly JsonSerializerOptions Named = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static JsonSerializerOptions Ours(Action<JsonSerializerOptions> change)
    {
        JsonSerializerOptions options = With(change);
        options.TypeInfoResolver = LedgerlineJsonContext.Default;
        return options;
    }

    private static JsonSerializerOptions Theirs(Action<JsonSerializerOptions> change)
    {
        var options = new JsonSerializerOptions(Oracle.Options) { RespectRequiredConstructorParameters = true };
        change(options);
        return options;
    }

    private static JsonSerializerOptions With(Action<JsonSerializerOptions> change)
    {
        var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        change(options);
        return options;
    }

    private sealed class OfAnything<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
