using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>Bad input gets one clear sentence that says what to do.</summary>
public abstract class BadInputContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private const string Rule = "1-128 of A-Z a-z 0-9 _ -";

    [Fact]
    public async Task An_id_with_dots_says_the_rule()
    {
        Says("project id '../p'", await Assert.ThrowsAsync<ArgumentException>(() => Driver.CreateProjectAsync("../p")));
        Says("project id '../p'", Assert.Throws<ArgumentException>(() => Driver.Project("../p")));
    }

    [Fact]
    public void A_log_name_with_a_slash_says_the_rule()
    {
        Says("log name 'a/b'", Assert.Throws<ArgumentException>(() => Project.Log("a/b")));
        Says(
            "log name 'a/b'",
            Assert.Throws<ArgumentException>(() => new LogDefinition<Counter>("a/b", RecordContext.Default.Counter)));
        Says(
            "set name 'a/b'",
            Assert.Throws<ArgumentException>(() => new KvDefinition<Counter>("a/b", RecordContext.Default.Counter)));
    }

    [Theory]
    [MemberData(nameof(InvalidNames.All), MemberType = typeof(InvalidNames))]
    public async Task A_key_that_breaks_the_rule_says_the_rule_in_every_member(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string shown = key.Length > 128 ? $"key of {key.Length} characters" : $"key '{key}'";
        Says(shown, await Assert.ThrowsAsync<ArgumentException>(async () => await Counters.GetAsync(key)));
        Says(shown, await Assert.ThrowsAsync<ArgumentException>(async () => await Counters.PutAsync(key, new Counter(1))));
        Says(shown, await Assert.ThrowsAsync<ArgumentException>(async () => await Counters.DeleteAsync(key)));
        Says(shown, await Assert.ThrowsAsync<ArgumentException>(async () => await Counters.UpdateAsync(key, _ => new Counter(1))));
        Assert.Empty(await Counters.ListAsync().ToListAsync(Deadline));
    }

    [Fact]
    public async Task Negative_numbers_are_refused()
    {
        await FillAsync(3);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(new() { SinceSeq = -1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReadAsync(new() { Limit = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Read(new() { SinceSeq = -1 }).ToList());
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Read(new() { Limit = -1 }).ToList());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Subscription(-1).MoveNextAsync());
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Subscribe(_ => { }, -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Log.TryAppendAsync([Event(4)], -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Log.TruncateBeforeAsync(-1));
        Assert.Equal([1, 2, 3], await ReadSeqsAsync());
    }

    [Fact]
    public async Task A_null_entry_or_document_is_refused_because_it_could_not_be_read_back()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Log.AppendAsync(null!));
        Assert.Throws<ArgumentNullException>(() => Log.AppendBatch([Event(1), null!]));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Counters.PutAsync("a", null!));
        Assert.Equal(0, (await Log.GetInfoAsync()).LastSeq);
        Assert.Empty(await Counters.ListAsync().ToListAsync(Deadline));
    }

    [Fact]
    public async Task A_stored_null_is_an_error_where_a_record_is_expected()
    {
        await RawLog.AppendBatchAsync([default, JsonPayload.Parse("[]")]);
        LogDataException e = await Assert.ThrowsAsync<LogDataException>(() => ReadAsync());
        Assert.Equal(1, e.Seq);
        e = await Assert.ThrowsAsync<LogDataException>(() => ReadAsync(new() { SinceSeq = 1 }));
        Assert.Equal(2, e.Seq);
    }

    [Fact]
    public async Task Null_where_a_value_is_needed_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => Driver.CreateProjectAsync(null!));
        Assert.Throws<ArgumentNullException>(() => Driver.Project(null!));
        Assert.Throws<ArgumentNullException>(() => Project.Log((string)null!));
        Assert.Throws<ArgumentNullException>(() => Project.Log((LogDefinition<Counter>)null!));
        Assert.Throws<ArgumentNullException>(() => Project.Kv<Counter>(null!));
        Assert.Throws<ArgumentNullException>(() => Driver.Shared.Kv<Counter>(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Log.AppendBatchAsync(null!));
        Assert.Throws<ArgumentNullException>(() => Log.AppendBatch(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Log.TryAppendAsync(null!, 0));
        Assert.Throws<ArgumentNullException>(() => Log.Subscribe(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Counters.GetAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Counters.PutAsync(null!, new Counter(1)));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Counters.DeleteAsync(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Counters.UpdateAsync(null!, _ => new Counter(1)));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await Counters.UpdateAsync("a", null!));
        Assert.Throws<ArgumentNullException>(() => Counters.Subscribe(null!));
        Assert.Throws<ArgumentNullException>(() => PutCondition.IfMatch(null!));
        Assert.Throws<ArgumentException>(() => PutCondition.IfMatch(""));
        Assert.Throws<ArgumentNullException>(() => JsonPayload.Parse((string)null!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("nul")]
    [InlineData("// comment\n1")]
    [InlineData("[1,]")]
    public void What_is_not_one_json_value_cannot_become_a_payload(string json) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonPayload.Parse(json));

    private static void Says(string what, ArgumentException e)
    {
        Assert.Contains(what, e.Message, StringComparison.Ordinal);
        Assert.Contains(Rule, e.Message, StringComparison.Ordinal);
    }
}
