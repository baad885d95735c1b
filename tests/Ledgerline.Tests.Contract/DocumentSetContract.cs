using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>Sets of documents by their names, as tools use them.</summary>
public abstract class DocumentSetContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private static readonly JsonPayload One = JsonPayload.Parse("""{"value":1}""");

    [Fact]
    public async Task A_set_by_its_name_holds_the_same_documents_as_the_typed_one()
    {
        JsonKv<JsonPayload> raw = RivalProject.Kv("counters");
        Assert.Equal("counters", raw.Set);
        KvPutResult.Stored stored = Assert.IsType<KvPutResult.Stored>(await raw.PutAsync("a", One));

        KvGetResult<Counter>.Found typed = Assert.IsType<KvGetResult<Counter>.Found>(await Project.Kv(Definitions.Counters).GetAsync("a"));
        Assert.Equal((new Counter(1), stored.ETag), (typed.Value, typed.ETag));
        Assert.Empty(await Project.Kv(set: null).ListAsync().ToListAsync(Deadline));
    }

    [Fact]
    public async Task Without_a_name_it_is_the_set_less_documents()
    {
        await Project.Kv(set: null).PutAsync("a", One);
        await Driver.Shared.Kv(set: null).PutAsync("b", One);

        Assert.Null(Project.Kv(set: null).Set);
        Assert.Equal(["a"], await RivalProject.Meta.ListAsync().ToListAsync(Deadline));
        Assert.Equal(["b"], await Rival.Shared.Meta.ListAsync().ToListAsync(Deadline));
    }

    [Fact]
    public async Task Sets_are_listed_in_ordinal_order_while_they_hold_a_document()
    {
        foreach (string set in new[] { "b", "a", "B", "_x", "10", "9" })
        {
            await Project.Kv(set).PutAsync("k", One);
        }

        await Project.Meta.PutAsync("k", One);
        await Project.Log("logs", "k").AppendAsync(One);
        await Project.Log("a", "k").AppendAsync(One);
        await Project.Kv("only-read").GetAsync("k");
        string[] expected = ["10", "9", "B", "_x", "a", "b"];
        Assert.Equal(expected, await Project.ListKvSetsAsync(Deadline).ToListAsync(Deadline));
        Assert.Equal(expected, await RivalProject.ListKvSetsAsync(Deadline).ToListAsync(Deadline));

        Assert.IsType<KvDeleteResult.Deleted>(await RivalProject.Kv("a").DeleteAsync("k"));
        Assert.Equal(expected.Where(set => set != "a"), await Project.ListKvSetsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Shared_sets_are_listed_apart_from_those_of_projects()
    {
        Assert.Empty(await Driver.Shared.ListKvSetsAsync(Deadline).ToListAsync(Deadline));
        await Driver.Shared.Kv("users").PutAsync("k", One);
        await Driver.Shared.Meta.PutAsync("k", One);
        await Project.Kv("threads").PutAsync("k", One);

        Assert.Equal(["users"], await Rival.Shared.ListKvSetsAsync(Deadline).ToListAsync(Deadline));
        Assert.Equal(["threads"], await Project.ListKvSetsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_project_that_does_not_exist_has_no_sets_and_none_is_made()
    {
        Project missing = Driver.Project("p_missing");
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.ListKvSetsAsync(Deadline).AnyAsync(Deadline));
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.Kv("a").PutAsync("k", One));
        Assert.Equal([ProjectId], await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_disposed_driver_lists_no_sets()
    {
        SharedDocuments shared = Driver.Shared;
        await Driver.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await shared.ListKvSetsAsync().AnyAsync(Deadline));
    }

    [Theory]
    [MemberData(nameof(InvalidNames.All), MemberType = typeof(InvalidNames))]
    public void A_name_that_breaks_the_rule_says_the_rule(string set)
    {
        const string Rule = "1-128 of A-Z a-z 0-9 _ -";
        Assert.Contains(Rule, Assert.Throws<ArgumentException>(() => Project.Kv(set)).Message, StringComparison.Ordinal);
        Assert.Contains(Rule, Assert.Throws<ArgumentException>(() => Driver.Shared.Kv(set)).Message, StringComparison.Ordinal);
    }
}
