using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Generator.Tests.Catalogue;
using Ledgerline.Generator.Tests.Harness;
using Thread = Ledgerline.Generator.Tests.Catalogue.Thread;

namespace Ledgerline.Generator.Tests;

/// <summary>One test for each row of docs/json.md, by the row's words.</summary>
public sealed class IntendedDifferenceTests
{
    private static readonly JsonSerializerOptions WithoutReadOnlyProperties = new() { IgnoreReadOnlyProperties = true };

    [Fact]
    public void An_initializer_survives_a_missing_member()
    {
        Initialized read = Read<Initialized>("""{"number":1}""");

        Assert.Equal("initial", read.Text);
        Assert.Equal([1, 2], read.Items.ToArray());
        Assert.Equal("initial", read.Nullable);
        Assert.Equal(7, read.Settable);
        Assert.Null(Read<Initialized>("""{"number":1,"nullable":null}""").Nullable);
        Assert.Equal("given", Read<Initialized>("""{"text":"given","number":1}""").Text);
        Assert.Equal("leaf", Read<Defaults>("""{"required":1}""").Leaf.Name);
    }

    [Fact]
    public void A_parameter_has_its_default_when_its_member_is_missing()
    {
        List<int> same = [];

        Assert.Equal(new Defaults(1) { Set = same }, Read<Defaults>("""{"required":1}""") with { Set = same });
    }

    [Fact]
    public void A_parameter_of_a_struct_has_its_default_when_its_member_is_missing()
    {
        InitializedStruct read = Read<InitializedStruct>("{}");

        Assert.Equal(new InitializedStruct(5, "parameter") { Twice = 10 }, read);
    }

    [Theory]
    [InlineData("""{"number":1,"tags":[],"leaves":{},"notGiven":1,"askedFor":null}""", "$.text", "'text' of Strict is missing")]
    [InlineData("""{"text":"","tags":[],"leaves":{},"notGiven":1,"askedFor":null}""", "$.number", "'number' of Strict is missing")]
    [InlineData("""{"text":"","number":1,"leaves":{},"notGiven":1,"askedFor":null}""", "$.tags", "'tags' of Strict is missing")]
    [InlineData("""{"text":"","number":1,"tags":[],"leaves":{},"askedFor":null}""", "$.notGiven", "'notGiven' of Strict is missing")]
    [InlineData("""{"text":"","number":1,"tags":[],"leaves":{},"notGiven":1}""", "$.askedFor", "'askedFor' of Strict is missing")]
    [InlineData("""{"text":"","number":1,"tags":[],"leaves":{"a b":{"size":1}},"notGiven":1,"askedFor":null}""", "$.leaves['a b'].name", "'name' of Leaf is missing")]
    public void A_missing_member_that_is_not_nullable_and_has_no_default_is_an_error(string json, string path, string message) =>
        AssertError<Strict>(json, path, message);

    [Fact]
    public void A_missing_member_of_a_type_that_was_compiled_elsewhere_is_an_error_too() =>
        AssertError<CompiledElsewhere>("""{"outcomes":[],"result":{"firstSeq":1}}""", "$.result.lastSeq", "'lastSeq' of AppendResult is missing");

    [Fact]
    public void What_a_record_passes_to_its_base_is_kept()
    {
        PassesOn read = Read<Passing>("""{"passesOn":{"x":4}}""").PassesOn;

        Assert.Equal(new PassesOn(4), read);
        Assert.Equal("passed on", read.B);
    }

    [Fact]
    public void What_a_constructor_sets_out_of_sight_is_kept_unless_it_is_null()
    {
        AssertError<HiddenInitializers>("{}", "$.forgotten", "'forgotten' of HiddenInitializers is missing");
        Assert.Equal("from the constructor", Read<HiddenInitializers>("""{"forgotten":"x"}""").Kept);
    }

    [Theory]
    [InlineData("""{"text":null}""", "$.text", "'text' of Strict, which is not nullable; found null")]
    [InlineData("""{"number":null}""", "$.number", "'number' of Strict, which is not nullable; found null")]
    [InlineData("""{"tags":null}""", "$.tags", "'tags' of Strict, which is not nullable; found null")]
    public void A_null_for_a_member_that_is_not_nullable_is_an_error(string json, string path, string message) =>
        AssertError<Strict>(json, path, message);

    [Fact]
    public void A_null_in_a_collection_whose_items_are_not_nullable_is_an_error()
    {
        AssertError<Strict>("""{"tags":["a",null]}""", "$.tags[1]", "expected a string, found null");
        AssertError<Strict>("""{"leaves":{"k":null}}""", "$.leaves.k", "expected an object for Leaf, found null");
        AssertError<Thread>("""{"title":"","messages":[null]}""", "$.messages[0]", "expected an object for Message, found null");
    }

    [Fact]
    public void A_null_is_never_written_for_what_is_not_nullable()
    {
        Assert.Throws<JsonException>(static () => Write(new Strict(null!, 1, [], [])));
        Assert.Throws<JsonException>(static () => Write(new Strict("", 1, [null!], [])));
        Assert.Throws<JsonException>(static () => Write(new Strict("", 1, [], new Dictionary<string, Leaf> { ["k"] = null! })));
        JsonException error = Assert.Throws<JsonException>(static () => Write(new Strict("", 1, null!, [])));
        Assert.Contains("'tags' of Strict", error.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(static () => Write<Strict>(null!));
    }

    [Fact]
    public void An_immutable_array_that_was_never_set_is_not_written()
    {
        JsonException error = Assert.Throws<JsonException>(static () => Write(new Thread("t", default)));
        Assert.Contains("found its default", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"exitCode":2,"name":"n","at":"2026-01-01T00:00:00+00:00","kind":"finished"}""")]
    [InlineData("""{"exitCode":2,"kind":"finished","other":{"kind":"started"},"name":"n","at":"2026-01-01T00:00:00+00:00"}""")]
    [InlineData("""{"other":{"kind":"started"},"\u006bind":"fin\u0069shed","exitCode":2,"name":"n","at":"2026-01-01T00:00:00+00:00"}""")]
    public void A_discriminator_may_stand_anywhere(string json) =>
        Assert.Equal(2, Assert.IsType<RunEvent.Finished>(Read<RunEvent>(json)).ExitCode);

    [Theory]
    [InlineData("""{"kind":"gone"}""", "$.kind", "Expected a case of RunEvent (started, finished, paused) in 'kind', found 'gone'")]
    [InlineData("""{"kind":7}""", "$.kind", "found 7")]
    [InlineData("""{"kind":null}""", "$.kind", "found null")]
    [InlineData("""{"kind":"Started"}""", "$.kind", "found 'Started'")]
    [InlineData("{}", "$.kind", "The discriminator 'kind' of RunEvent is missing")]
    public void An_unknown_discriminator_names_the_cases_that_there_are(string json, string path, string message) =>
        AssertError<RunEvent>(json, path, message);

    [Theory]
    [InlineData("[]", "expected an object for RunEvent, found an array")]
    [InlineData("\"x\"", "expected an object for RunEvent, found a string")]
    [InlineData("1", "expected an object for RunEvent, found a number")]
    [InlineData("true", "expected an object for RunEvent, found a boolean")]
    public void A_value_that_is_not_an_object_is_named_in_the_error(string json, string message) =>
        AssertError<RunEvent>(json, "$", message);

    [Fact]
    public void A_null_in_place_of_a_record_is_an_error()
    {
        AssertError<RunEvent>("null", "$", "expected an object for RunEvent, found null");
        AssertError<Measure>("null", "$", "expected an object for Measure, found null");
    }

    [Theory]
    [InlineData("""{"title":"t","messages":[{"role":"r","text":"t"},{"role":"r","text":"t"},{"text":"t"}]}""", "$.messages[2].role")]
    [InlineData("""{"title":"t","messages":[{"role":"r","text":5}]}""", "$.messages[0].text")]
    [InlineData("""{"title":"t","messages":{}}""", "$.messages")]
    [InlineData("""{"title":"t","messages":[{"role":"r","text":"t","cause":{"kind":"started","tags":["a",{}]}}]}""", "$.messages[0].cause.tags[1]")]
    [InlineData("""{"title":"t","messages":[{"role":"r","text":"t","cause":{"kind":"nothing"}}]}""", "$.messages[0].cause.kind")]
    [InlineData("""{"before":[[1,{"a":[]}]],"title":1}""", "$.title")]
    [InlineData("""{"messages":[],"x":{"y":1}}""", "$.title")]
    public void An_error_names_the_path_of_the_value_it_is_about(string json, string path) => AssertError<Thread>(json, path, path);

    [Fact]
    public void A_discriminator_may_be_given_for_some_cases_only()
    {
        Assert.Equal("""{"kind":"one","n":1}""", Write<PartlyNamed>(new PartlyNamed.First(1)));
        Assert.Equal("""{"kind":"secondCase","n":2}""", Write<PartlyNamed>(new PartlyNamed.SecondCase(2)));
        Assert.Equal(new PartlyNamed.SecondCase(2), Read<PartlyNamed>("""{"kind":"secondCase","n":2}"""));
    }

    [Fact]
    public void Extension_data_may_have_an_init_accessor()
    {
        Extended read = Read<Extended>("""{"a":[1],"number":1,"b":null}""");

        Assert.Equal(["kept", "a", "b"], read.More.Keys);
        Assert.Equal("""{"number":1,"kept":0,"a":[1],"b":null}""", Write(read));
    }

    [Fact]
    public void Extension_data_may_be_a_JsonObject()
    {
        const string json = """{"text":"t","a":1,"b":null,"c":[{}]}""";

        Assert.Equal(json, Write(Read<ExtendedNodes>(json)));
        Assert.Equal("""{"text":"t"}""", Write(new ExtendedNodes { Text = "t", More = [] }));
        Assert.Equal("""{"text":"t",{}}""", JsonSerializer.Serialize(new ExtendedNodes { Text = "t", More = [] }, Oracle.Options));
    }

    [Fact]
    public void Frozen_collections_and_IReadOnlySet_are_read()
    {
        string sets = """{"numbers":[1,2],"texts":["a"],"parts":[],"nested":[]}""";
        string maps = """{"numbers":{"a":1},"texts":{"1":"b"},"parts":{},"nested":{}}""";

        Assert.Equal([1, 2], Read<FrozenSets>(sets).Numbers.Order());
        Assert.Equal([1, 2], Read<ReadOnlySets>(sets).Numbers.Order());
        Assert.Equal("b", Read<FrozenDictionaries>(maps).Texts![1]);
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<FrozenSets>(sets, Oracle.Options));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<ReadOnlySets>(sets, Oracle.Options));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<FrozenDictionaries>(maps, Oracle.Options));
    }

    [Fact]
    public void A_key_that_is_an_enum_has_its_name_whatever_the_policy_for_keys() =>
        new StatedOptionsTests().A_policy_for_keys_is_for_strings_since_enums_that_it_changed_could_not_be_read();

    [Fact]
    public void A_property_that_the_constructor_takes_counts_as_one_that_is_set()
    {
        JsonSerializerContext context = Loaded.Context(
            """
            namespace Demo.App { [JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)] internal sealed partial class LedgerlineJsonContext; }
            namespace Demo { [JsonKv("a")] public sealed partial class A(int n) { public int N { get; } = n; public int Twice => N * 2; } }
            """);
        Type type = context.GetType().Assembly.GetType("Demo.A", throwOnError: true)!;
        object read = JsonSerializer.Deserialize("""{"n":1}""", type, context)!;

        Assert.Equal("""{"n":1}""", JsonSerializer.Serialize(read, type, context));
        Assert.Equal("{}", JsonSerializer.Serialize(read, type, WithoutReadOnlyProperties));
    }

    [Fact]
    public void A_stack_keeps_its_order()
    {
        const string json = """{"numbers":[1,2],"texts":["a","b"],"parts":[],"nested":[]}""";

        Assert.Equal([1, 2], Read<Stacks>(json).Numbers.ToArray());
        Assert.Equal(["a", "b"], Read<ImmutableStacks>(json).Texts.ToArray());
        Assert.Equal([2, 1], JsonSerializer.Deserialize<Stacks>(json, Oracle.Options)!.Numbers);
    }

    [Fact]
    public void A_record_may_be_nested_a_thousand_deep()
    {
        const int levels = 499;
        string json = string.Concat(Enumerable.Repeat("""{"label":"a","children":[""", levels))
            + """{"label":"leaf","children":[]}"""
            + string.Concat(Enumerable.Repeat("]}", levels));

        Tree tree = Read<Tree>(json);
        for (int i = 0; i < levels; i++)
        {
            tree = Assert.Single(tree.Children);
        }

        Assert.Equal("leaf", tree.Label);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Tree>(json, Oracle.Options));
    }

    [Fact]
    public void A_member_that_another_one_hides_is_left_out()
    {
        var value = new NewMeasure { Value = "new" };

        Assert.Equal("""{"value":"new"}""", Write(value));
        Assert.Equal("""{"value":"new","old":0}""", JsonSerializer.Serialize(value, Oracle.Options));
        Assert.Equal(value, Read<NewMeasure>("""{"value":"new","old":1}"""));
    }

    [Fact]
    public void Every_row_of_the_page_has_its_test_here()
    {
        string[] rows =
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "json.md"))
                .SkipWhile(static line => line != "| promise | System.Text.Json |")
                .Skip(2)
                .TakeWhile(static line => line.StartsWith('|'))
                .Select(static line => line.Split('|')[1].Trim()),
        ];

        Assert.NotEmpty(rows);
        Assert.All(rows, static row => Assert.NotNull(typeof(IntendedDifferenceTests).GetMethod(row.Replace(' ', '_'))));
    }

    private static void AssertError<T>(string json, string path, string message)
    {
        JsonException error = Assert.Throws<JsonException>(() => Read<T>(json));
        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize(json, Contract<T>())!;

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, Contract<T>());

    private static JsonTypeInfo<T> Contract<T>() => (JsonTypeInfo<T>)LedgerlineJsonContext.Default.GetTypeInfo(typeof(T))!;
}
