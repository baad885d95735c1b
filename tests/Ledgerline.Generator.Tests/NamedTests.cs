using System.Collections.Immutable;
using System.Text.Json;
using Ledgerline.Generator.Tests.Catalogue;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator.Tests;

/// <summary>Types that the assembly annotates from outside: of other assemblies, and closed generics.</summary>
public sealed class NamedTests
{
    [Fact]
    public async Task A_definition_opens_the_log_and_so_does_the_accessor()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");

        await project.Log(LedgerlineDefinitions.PageOfInt32Log).AppendAsync(new Page<int>(7));
        await project.PageOfInt32Log("key").AppendAsync(new Page<int>(8, 2));

        Assert.Equal(new Page<int>(7), project.PageOfInt32Log().Read().Single().Data);
        Assert.Equal("""{"first":8,"number":2}""", project.Log("pages", "key").Read().Single().Data.ToString());
    }

    [Fact]
    public async Task A_definition_opens_documents_and_one_document()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");

        await project.Kv(LedgerlineDefinitions.AppendResultKv).PutAsync("k", new AppendResult(1, 2));
        await project.Document(LedgerlineDefinitions.FirstLeaves).PutAsync(new Page<Leaf>(new Leaf("l", 1)));

        Assert.Equal(new AppendResult(1, 2), Assert.IsType<KvGetResult<AppendResult>.Found>(await project.AppendResultKv().GetAsync("k")).Value);
        Assert.Equal("l", Assert.IsType<KvGetResult<Page<Leaf>>.Found>(await project.FirstLeaves().GetAsync()).Value.First.Name);
        Assert.Equal(("leaf-pages", "first"), (LedgerlineDefinitions.FirstLeaves.Set, LedgerlineDefinitions.FirstLeaves.Key));
    }

    [Fact]
    public void A_definition_is_made_once_and_says_what_the_annotation_says()
    {
        LogDefinition<Page<int>> definition = LedgerlineDefinitions.PageOfInt32Log;

        Assert.Same(definition, LedgerlineDefinitions.PageOfInt32Log);
        Assert.Equal(("pages", Durability.Buffered, new LogRetention { MaxEntries = 5 }), (definition.Name, definition.Durability, definition.Retention));
        Assert.Same(LedgerlineJsonContext.Default.PageOfInt32, definition.TypeInfo);
        Assert.Null(LedgerlineDefinitions.PageOfStringLog.Durability);
    }

    [Fact]
    public void A_type_argument_that_is_not_nullable_takes_no_null() =>
        Assert.Throws<JsonException>(static () => JsonSerializer.Deserialize("""{"first":null}""", LedgerlineJsonContext.Default.PageOfString));

    [Fact]
    public void A_closed_generic_hierarchy_is_one()
    {
        Outcome<Point> done = new Outcome<Point>.Done(new Point(1, 2));

        string json = JsonSerializer.Serialize(done, LedgerlineJsonContext.Default.OutcomeOfPoint);

        Assert.Equal("""{"kind":"done","value":{"x":1,"y":2}}""", json);
        Assert.Equal(done, JsonSerializer.Deserialize(json, LedgerlineJsonContext.Default.OutcomeOfPoint));
        Assert.Equal(2, done.Match(done: static d => d.Value.Y, failed: static _ => 0));
    }

    [Fact]
    public async Task Closed_types_of_one_generic_hierarchy_are_matched_each_by_its_own_methods() =>
        Assert.Empty(await Compile.DiagnosticsAsync(
            """
            [assembly: AppendLog<Demo.Outcome<int>>("ints")]
            [assembly: AppendLog<Demo.Outcome<int?>>("maybe-ints")]
            [assembly: AppendLog<Demo.Outcome<string>>("strings")]

            namespace Demo
            {
                public abstract partial record Outcome<T>
                {
                    public sealed record Done(T Value) : Outcome<T>;
                    public sealed record Failed(string Why) : Outcome<T>;
                }

                [JsonKv("held")] public partial record Holder(Outcome<string?> Nullable, Outcome<string> Not);

                public static class Program
                {
                    public static string Tell(Outcome<string> outcome) => outcome.Match(done: d => d.Value, failed: f => f.Why);
                    public static int Tell(Outcome<int> outcome) => outcome.Match(done: d => d.Value, failed: f => 0);
                    public static int? Tell(Outcome<int?> outcome) => outcome.Match(done: d => d.Value, failed: f => null);
                }
            }
            """));

    [Fact]
    public async Task Any_type_at_all_may_have_ones_own_context()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");

        await driver.Project("p").ForeignLists().AppendAsync([new Foreign("t", new Dictionary<int, object?>())]);

        Assert.Equal("""[{"some_text":"t","any_thing":{}}]""", driver.Project("p").Log("foreign-lists").Read().Single().Data.ToString());
    }

    [Fact]
    public async Task A_type_of_another_assembly_and_one_that_is_annotated_itself_may_be_named_too() =>
        Assert.Empty(await Compile.DiagnosticsAsync(
            """
            [assembly: AppendLog<LogInfo>("infos")]
            [assembly: AppendLog<Demo.A>("other", Accessor = "OtherA")]

            namespace Demo
            {
                [AppendLog("a")] public partial record A(int N);

                public static class Program
                {
                    public static object Open(Project project) => new object[]
                    {
                        project.LogInfoLog(), project.Log(App.LedgerlineDefinitions.OtherA), project.OtherA("k"), project.ALog(), project.Log<A>(),
                    };
                }
            }
            """,
            "global using Demo.App;"));

    [Fact]
    public async Task A_defect_breaks_nothing_that_uses_the_definition()
    {
        ImmutableArray<Diagnostic> diagnostics = await Compile.DiagnosticsAsync(
            """
            [assembly: AppendLog<Demo.Box<object>>("boxes")]

            namespace Demo
            {
                public record Box<T>(T Value);

                public static class Program
                {
                    public static object Open(Project project) => (project.Log(App.LedgerlineDefinitions.BoxOfObjectLog), project.BoxOfObjectLog());
                }
            }
            """,
            "global using Demo.App;");

        Assert.Equal("LL0004", Assert.Single(diagnostics).Id);
    }
}
