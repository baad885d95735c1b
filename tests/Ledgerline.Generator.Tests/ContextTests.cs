using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.Generator.Tests.Catalogue;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Thread = Ledgerline.Generator.Tests.Catalogue.Thread;

namespace Ledgerline.Generator.Tests;

public sealed class ContextTests
{
    private static readonly RunEvent Event = new RunEvent.Started("ö", ["a"]) { At = DateTimeOffset.UnixEpoch };

    private const string EventJson = """{"kind":"started","name":"ö","tags":["a"],"at":"1970-01-01T00:00:00+00:00"}""";

    [Fact]
    public void The_typed_property_works_in_JsonSerializer()
    {
        Assert.Equal(EventJson, JsonSerializer.Serialize(Event, LedgerlineJsonContext.Default.RunEvent));
        Assert.Equal(
            "ö", Assert.IsType<RunEvent.Started>(JsonSerializer.Deserialize(EventJson, LedgerlineJsonContext.Default.RunEvent)).Name);
    }

    [Fact]
    public async Task Streams_work_however_their_bytes_arrive()
    {
        var thread = new Thread(new string('t', 100_000), [new Message("r", new string('x', 100_000))]);
        using var stream = new MemoryStream();
        await JsonSerializer.SerializeAsync(stream, thread, LedgerlineJsonContext.Default.Thread);
        stream.Position = 0;

        Thread? read = await JsonSerializer.DeserializeAsync(stream, LedgerlineJsonContext.Default.Thread);

        Assert.True(thread.Messages.SequenceEqual(read!.Messages));
    }

    [Fact]
    public async Task Streams_may_hold_members_that_are_skipped_and_discriminators_at_the_end()
    {
        // So long that the reader is given a first part, of which it does not know that it is not all.
        string json = $$"""{"unknown":[{"a":"{{new string('x', 100_000)}}"}],"at":"1970-01-01T00:00:00+00:00","name":"n","tags":["{{new string('y', 100_000)}}"],"kind":"started"}""";
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));

        RunEvent? read = await JsonSerializer.DeserializeAsync(stream, LedgerlineJsonContext.Default.RunEvent);

        Assert.Equal("n", Assert.IsType<RunEvent.Started>(read).Name);
    }

    [Fact]
    public void The_context_combines_with_other_resolvers()
    {
        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(LedgerlineJsonContext.Default, new DefaultJsonTypeInfoResolver()),
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

        string json = JsonSerializer.Serialize(new Dictionary<string, RunEvent?> { ["A"] = Event, ["B"] = null }, options);

        Assert.Equal($$"""{"A":{{EventJson}},"B":null}""", json);
        Dictionary<string, RunEvent?> read = JsonSerializer.Deserialize<Dictionary<string, RunEvent?>>(json, options)!;
        Assert.IsType<RunEvent.Started>(read["A"]);
        Assert.Null(read["B"]);
    }

    [Fact]
    public void A_type_that_is_not_annotated_is_left_to_other_resolvers() =>
        Assert.Null(((IJsonTypeInfoResolver)LedgerlineJsonContext.Default).GetTypeInfo(typeof(Leaf), new JsonSerializerOptions()));

    [Fact]
    public void A_context_can_be_made_for_options_of_ones_own()
    {
        var context = new LedgerlineJsonContext(new JsonSerializerOptions { WriteIndented = true });

        Assert.Equal("{\n  \"id\": 1\n}", JsonSerializer.Serialize(new Both(1), context.Both).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_defaults_are_camel_case_and_relaxed_escaping()
    {
        JsonSerializerOptions options = LedgerlineJsonContext.Default.Options;

        Assert.Same(JsonNamingPolicy.CamelCase, options.PropertyNamingPolicy);
        Assert.Same(System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, options.Encoder);
    }

    [Fact]
    public void What_is_nested_deep_can_be_written_and_read()
    {
        var tree = new Tree("leaf", []);
        for (int i = 0; i < 900; i++)
        {
            tree = new Tree("node", [], tree);
        }

        string json = JsonSerializer.Serialize(tree, LedgerlineJsonContext.Default.Tree);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.Tree)!, LedgerlineJsonContext.Default.Tree));
    }

    [Fact]
    public void A_definition_is_made_once_and_says_what_the_annotation_says()
    {
        LogDefinition<RunEvent> log = LogOf<RunEvent>();

        Assert.Same(log, LogOf<RunEvent>());
        Assert.Equal("run-events", log.Name);
        Assert.Equal(Durability.Buffered, log.Durability);
        Assert.Same(LedgerlineJsonContext.Default.RunEvent, log.TypeInfo);
        Assert.Equal(
            new LogRetention { MaxEntries = 1000, MaxBytes = 1 << 20, MaxAge = new TimeSpan(30, 0, 0, 0, 500) }, log.Retention);
        Assert.Null(LogOf<Tree>().Durability);
        Assert.Null(LogOf<Tree>().Retention);
        Assert.Equal("threads", KvOf<Thread>().Set);
        Assert.Null(KvOf<Settings>().Set);
    }

    [Fact]
    public void A_pinned_record_has_a_definition_of_one_document()
    {
        DocumentDefinition<Preferences> preferences = DocumentOf<Preferences>();

        Assert.Same(preferences, DocumentOf<Preferences>());
        Assert.Equal((null, "preferences", Durability.Buffered), (preferences.Set, preferences.Key, preferences.Durability));
        Assert.Same(LedgerlineJsonContext.Default.Preferences, preferences.TypeInfo);
        Assert.Equal(("windows", "main", null), (DocumentOf<Window>().Set, DocumentOf<Window>().Key, DocumentOf<Window>().Durability));
        Assert.DoesNotContain(typeof(Preferences).GetInterfaces(), static contract => contract.Name.StartsWith("IJsonKvRecord", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pinned_record_is_opened_by_its_type_and_by_its_accessor()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        await project.Document<Window>().PutAsync(new Window(3, 4));
        await driver.Shared.Document<Preferences>().PutAsync(new Preferences("dark"));

        Assert.Equal(new Window(3, 4), Assert.IsType<KvGetResult<Window>.Found>(await project.MainWindow().GetAsync()).Value);
        Assert.IsType<KvGetResult<Preferences>.NotFound>(await project.PreferencesDocument().GetAsync());
        Assert.Equal("preferences", project.PreferencesDocument().Key);
    }

    [Fact]
    public void A_record_may_be_both_an_entry_and_a_document()
    {
        Assert.Equal("both-log", LogOf<Both>().Name);
        Assert.Equal("both-set", KvOf<Both>().Set);
    }

    [Fact]
    public void The_context_lies_in_the_root_namespace()
    {
        Compilation compilation = Compile.Generate(Compile.Create([Samples.Everything]), rootNamespace: "My.Root");

        Assert.NotNull(compilation.GetTypeByMetadataName("My.Root.LedgerlineJsonContext"));
    }

    [Theory]
    [InlineData(null, "Demo.App", "Demo.App")]
    [InlineData("", "My-App.2nd.class", "My_App._2nd.@class")]
    [InlineData("Given", "Demo.App", "Given")]
    public void Without_a_root_namespace_the_assemblys_name_is_made_one(string? rootNamespace, string assembly, string expected) =>
        Assert.Equal(expected, ContractAssembler.RootNamespace(rootNamespace, assembly));

    [Fact]
    public void A_record_named_like_a_member_of_the_context_is_known_by_its_full_name()
    {
        string context = Compile.Generated(Samples.Everything)["LedgerlineJsonContext.g.cs"];

        Assert.Contains("JsonTypeInfo<global::Options> _Options =>", context, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accessor_is_as_accessible_as_its_record_and_takes_the_name_it_is_given()
    {
        Compilation compilation = Compile.Generate(Compile.Create([Samples.Everything]));

        Assert.Equal(Accessibility.Public, Accessor("Demo.Events.RunEventLogExtensions", "RunEventLog"));
        Assert.Equal(Accessibility.Internal, Accessor("Demo.Events.AllThreadsExtensions", "AllThreads"));
        Assert.Equal(Accessibility.Internal, Accessor("Demo.Events.ThreadLogExtensions", "ThreadLog"));
        Assert.Equal(Accessibility.Public, Accessor("Demo.Events.InnerKvExtensions", "InnerKv"));

        Accessibility Accessor(string type, string member) =>
            compilation.GetTypeByMetadataName(type)!.GetMembers(member).Select(m => m.DeclaredAccessibility).Distinct().Single();
    }

    [Fact]
    public void Accessors_open_what_the_annotation_names()
    {
        // Compiling is the promise: each accessor is an extension of Project with the type of its record.
        Func<Project, AppendLog<RunEvent>> log = project => project.RunEventLog();
        Func<Project, string, AppendLog<RunEvent>> keyed = (project, key) => project.RunEventLog(key);
        Func<Project, JsonKv<Settings>> documents = project => project.SettingsKv();

        Assert.NotNull(log);
        Assert.NotNull(keyed);
        Assert.NotNull(documents);
        Assert.Throws<NullReferenceException>(() => log(null!));
    }

    private static LogDefinition<T> LogOf<T>()
        where T : IAppendLogRecord<T> => T.LogDefinition;

    private static KvDefinition<T> KvOf<T>()
        where T : IJsonKvRecord<T> => T.KvDefinition;

    private static DocumentDefinition<T> DocumentOf<T>()
        where T : IJsonDocumentRecord<T> => T.DocumentDefinition;
}
