using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>A log of a kind for each key.</summary>
public abstract class KeyContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Fact]
    public async Task Logs_of_a_name_are_one_for_each_key_and_one_without()
    {
        AppendLog<RunEvent> a = Project.Log(Definitions.History, "a");
        AppendLog<RunEvent> b = Project.Log(Definitions.History, "b");
        Assert.Equal((null, "a", "history"), (Log.Key, a.Key, a.Name));
        await FillAsync(3);
        await a.AppendAsync(Event(10));
        await b.AppendBatchAsync(Events(20, 21));
        await a.AppendAsync(Event(11));

        Assert.Equal(Events(1, 3), (await ReadAsync()).Select(e => e.Data));
        Assert.Equal(Events(10, 11), RivalProject.Log(Definitions.History, "a").Read().Select(e => e.Data));
        Assert.Equal([1, 2], RivalProject.Log("history", "b").Read().Select(e => e.Seq));
    }

    [Fact]
    public async Task Keys_are_listed_in_ordinal_order_once_they_have_had_an_entry()
    {
        foreach (string key in new[] { "b", "a", "B", "_x", "10", "9" })
        {
            await Project.Log(Definitions.History, key).AppendAsync(Event(1));
        }

        await FillAsync(1);
        await Project.Log("other", "c").AppendAsync(JsonPayload.Parse("1"));
        await Project.Log(Definitions.History, "only-read").ReadAsync().CountAsync(Deadline);
        string[] expected = ["10", "9", "B", "_x", "a", "b"];
        Assert.Equal(expected, await Project.ListLogKeysAsync("history", Deadline).ToListAsync(Deadline));
        Assert.Equal(expected, await RivalProject.ListLogKeysAsync("history", Deadline).ToListAsync(Deadline));
        Assert.Empty(await Project.ListLogKeysAsync("unheard-of", Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_name_is_listed_once_whether_it_has_a_log_without_a_key_or_with_keys_or_both()
    {
        await Project.Log("plain").AppendAsync(JsonPayload.Parse("1"));
        await Project.Log("keyed", "k1").AppendAsync(JsonPayload.Parse("1"));
        await Project.Log("keyed", "k2").AppendAsync(JsonPayload.Parse("1"));
        await Project.Log("both").AppendAsync(JsonPayload.Parse("1"));
        await Project.Log("both", "k").AppendAsync(JsonPayload.Parse("1"));
        await Project.Kv(Definitions.Counters).PutAsync("a", new Counter(1));
        Assert.Equal(["both", "keyed", "plain"], await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));

        Assert.True(await RivalProject.Log("keyed", "k1").DeleteAsync());
        Assert.Equal(["k2"], await Project.ListLogKeysAsync("keyed", Deadline).ToListAsync(Deadline));
        Assert.True(await Project.Log("keyed", "k2").DeleteAsync());
        Assert.Equal(["both", "plain"], await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_log_exists_once_it_was_appended_to_or_sealed_and_until_it_is_deleted()
    {
        AppendLog<RunEvent> keyed = Project.Log(Definitions.History, "a");
        AppendLog<RunEvent> rival = RivalProject.Log(Definitions.History, "a");
        await Log.ReadAsync().CountAsync(Deadline);
        await Log.AppendBatchAsync([]);
        Assert.False(await Log.ExistsAsync(Deadline));
        Assert.False(await keyed.ExistsAsync(Deadline));

        await keyed.AppendAsync(Event(1));
        Assert.True(await rival.ExistsAsync(Deadline));
        Assert.False(await Log.ExistsAsync(Deadline));
        await rival.TruncateBeforeAsync(1);
        Assert.True(await keyed.ExistsAsync(Deadline));

        Assert.True(await keyed.DeleteAsync());
        Assert.False(await rival.ExistsAsync(Deadline));
        await rival.CompleteAsync();
        Assert.True(await keyed.ExistsAsync(Deadline));
    }

    [Fact]
    public async Task A_set_of_documents_and_logs_by_key_may_have_one_name()
    {
        JsonKv<Counter> set = Project.Kv(new KvDefinition<Counter>("runs", RecordContext.Default.Counter));
        await using IAsyncEnumerator<KvChange> changes = set.WatchAsync(Deadline).GetAsyncEnumerator(Deadline);
        ValueTask<bool> first = changes.MoveNextAsync();
        await Project.Log("runs", "a").AppendAsync(JsonPayload.Parse("1"));
        await Project.Log("runs", "a").TruncateBeforeAsync(1);
        await set.PutAsync("b", new Counter(2));

        Assert.True(await first);
        Assert.Equal("b", changes.Current.Key);
        Assert.Equal(["b"], await set.ListAsync().ToListAsync(Deadline));
        Assert.Equal(["a"], await Project.ListLogKeysAsync("runs", Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_subscription_to_a_key_follows_before_its_log_exists_and_sees_no_other()
    {
        await using IAsyncEnumerator<LogEntry<RunEvent>> subscription =
            Project.Log(Definitions.History, "run").SubscribeAsync(0, cancellationToken: Deadline).GetAsyncEnumerator(Deadline);
        ValueTask<bool> next = subscription.MoveNextAsync();
        await Log.AppendAsync(Event(1));
        await Project.Log(Definitions.History, "other").AppendAsync(Event(2));
        await RivalProject.Log(Definitions.History, "run").AppendAsync(Event(3));
        Assert.True(await next);
        Assert.Equal(Event(3), subscription.Current.Data);
    }

    [Fact]
    public async Task A_project_that_does_not_exist_has_no_logs_by_key_and_none_is_made()
    {
        Project missing = Driver.Project("p_missing");
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.Log("a", "k").AppendAsync(default));
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await missing.ListLogKeysAsync("a").AnyAsync(Deadline));
        Assert.Equal([ProjectId], await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Theory]
    [MemberData(nameof(InvalidNames.All), MemberType = typeof(InvalidNames))]
    public void A_key_that_breaks_the_rule_says_the_rule(string key)
    {
        const string Rule = "1-128 of A-Z a-z 0-9 _ -";
        Assert.Contains(Rule, Assert.Throws<ArgumentException>(() => Project.Log(Definitions.History, key)).Message, StringComparison.Ordinal);
        Assert.Contains(Rule, Assert.Throws<ArgumentException>(() => Project.Log("history", key)).Message, StringComparison.Ordinal);
        Assert.Contains(Rule, Assert.Throws<ArgumentException>(() => Project.ListLogKeysAsync(key)).Message, StringComparison.Ordinal);
    }
}
