using System.Text.Json;
using Ledgerline.Generator.Tests.Catalogue;
using Ledgerline.Generator.Tests.Harness;

namespace Ledgerline.Generator.Tests;

/// <summary>Records that one's own System.Text.Json context writes and reads.</summary>
public sealed class OwnContextTests
{
    [Fact]
    public async Task The_contract_of_the_named_context_is_what_is_stored()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        var value = new Foreign("ö", new Dictionary<int, object?> { [1] = null });

        await project.Log<Foreign>().AppendAsync(value);
        await project.ForeignDocument().PutAsync(value);

        // On one line, however the context is told to write: a log line is one line.
        Assert.Equal("""{"some_text":"\u00F6","any_thing":{"1":null}}""", project.Log("foreign").Read().Single().Data.ToString());
        Assert.Equal("ö", project.ForeignLog().Read().Single().Data.SomeText);
        Assert.Equal("ö", Assert.IsType<KvGetResult<Foreign>.Found>(await project.Document<Foreign>().GetAsync()).Value.SomeText);
        Assert.Same(ForeignContext.Default.Foreign, Definition<Foreign>().TypeInfo);
        Assert.Same(Definition<Foreign>(), Definition<Foreign>());
    }

    [Fact]
    public void No_serializer_is_generated_for_such_a_record()
    {
        Assert.Null(LedgerlineJsonContext.Default.GetTypeInfo(typeof(Foreign)));
        Assert.Null(typeof(Foreign).Assembly.GetType("Ledgerline.Generated.Ledgerline_Generator_Tests_Catalogue_ForeignJson"));
    }

    [Fact]
    public void A_context_that_does_not_know_the_type_says_so_when_it_is_asked()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(static () => Definition<UnknownToIt>());

        Assert.Contains("ForeignContext does not know", error.Message, StringComparison.Ordinal);
        Assert.Contains("[JsonSerializable(typeof(UnknownToIt))]", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(static () => Definition<UnknownToIt>());
    }

    [Fact]
    public async Task A_type_may_be_stored_by_ones_own_context_in_one_place_and_by_generated_code_in_another()
    {
        await using var driver = new MemoryDriver();
        await driver.CreateProjectAsync("p");
        Project project = driver.Project("p");
        ForeignEvent happened = new ForeignEvent.Happened(3);

        await project.Log<ForeignEvent>().AppendAsync(happened);
        await project.Kv<ForeignEvent>().PutAsync("k", happened);

        Assert.Equal("""{"$type":"happened","At":3}""", project.Log("foreign-and-ours").Read().Single().Data.ToString());
        Assert.Equal("""{"kind":"happened","at":3}""", JsonSerializer.Serialize(happened, LedgerlineJsonContext.Default.ForeignEvent));
        Assert.Equal(happened, Assert.IsType<KvGetResult<ForeignEvent>.Found>(await project.Kv<ForeignEvent>().GetAsync("k")).Value);
        Assert.Equal(3, happened.Match(happened: static h => h.At));
    }

    [Fact]
    public async Task Nothing_about_members_is_diagnosed_and_nothing_else_is_emitted()
    {
        const string source = """
            namespace Demo;

            [AppendLog("a", JsonContext = typeof(MyContext))]
            public abstract partial record A(object Payload, (int, string) Pair) { public sealed record B(Action Act) : A("", (1, "")); }
            public record Outside() : A("", (1, ""));

            [JsonSerializable(typeof(A))]
            public partial class MyContext : JsonSerializerContext;
            """;

        Assert.Empty(await Compile.DiagnosticsAsync(source));
        Assert.Equal(["Demo.A.g.cs"], Compile.Generated(source).Keys);
    }

    private static LogDefinition<T> Definition<T>()
        where T : IAppendLogRecord<T> => T.LogDefinition;
}
