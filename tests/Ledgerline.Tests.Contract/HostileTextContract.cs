using System.Security.Cryptography;
using System.Text;

namespace Ledgerline.Tests.Contract;

/// <summary>Text that a query, a pattern or a copying protocol could take for its own: it is stored and found as it is.</summary>
public abstract class HostileTextContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private const int ManyEntries = 3000;

    /// <summary>Names that obey the rule, and differ from each other in what a pattern or a collation takes for the same.</summary>
    private static readonly string[] Names =
    [
        "-", "--", "-1", "0", "A", "Aa", "B", "SELECT", "_", "__", "_a", "a", "a-b", "a--drop-table-log", "aA", "a_", "a_b", "aab", "b",
        "ledgerline", "null", "pg_catalog", new('z', 128),
    ];

    [Theory]
    [MemberData(nameof(HostilePayloads.All), MemberType = typeof(HostilePayloads))]
    public async Task Payloads_come_back_byte_for_byte_however_they_are_stored(string json)
    {
        JsonPayload payload = JsonPayload.Parse(json);
        string expected = json.Trim(' ');
        AppendLog<JsonPayload> other = Project.Log("imported");
        await RawLog.AppendAsync(payload);
        RawLog.Append(payload);
        await RawLog.AppendBatchAsync([payload, payload]);
        Assert.IsType<TryAppendResult.Appended>(await RawLog.TryAppendAsync([payload], 4));
        await RawLog.AppendBatchAsync(Enumerable.Repeat(payload, ManyEntries), Durability.Buffered);
        await other.ImportAsync([new LogEntry<JsonPayload>(1, Clock.Now, payload)]);
        await Project.Meta.PutAsync("put", payload);
        await Project.Meta.UpdateAsync("updated", _ => payload);
        await Driver.Shared.Meta.PutAsync("put", payload);
        await Project.Files.WriteAsync("text", json);

        List<LogEntry<JsonPayload>> read = await RivalProject.History.ReadAsync().ToListAsync(Deadline);
        Assert.Equal(5 + ManyEntries, read.Count);
        Assert.All(read, e => Assert.Equal(expected, e.Data.ToString()));
        Assert.Equal(expected, (await RivalProject.Log("imported").ReadAsync().SingleAsync(Deadline)).Data.ToString());
        foreach (KvGetResult<JsonPayload> document in (KvGetResult<JsonPayload>[])
        [
            await RivalProject.Meta.GetAsync("put"), await RivalProject.Meta.GetAsync("updated"), await Rival.Shared.Meta.GetAsync("put"),
        ])
        {
            Assert.Equal(expected, Assert.IsType<KvGetResult<JsonPayload>.Found>(document).Value.ToString());
        }

        Assert.Equal(json, await RivalProject.Files.ReadAllTextAsync("text"));
        Assert.Empty(await RawLog.VerifyAsync().ToListAsync(Deadline));
    }

    [Fact]
    public async Task Payloads_of_16_MiB_come_back_byte_for_byte()
    {
        // Nothing in them repeats, so that nobody's compression makes them small.
        JsonPayload payload = JsonPayload.Parse(Encoding.ASCII.GetBytes($"\"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(12 << 20))}\""));
        await RawLog.AppendBatchAsync([payload, payload]);
        await Project.Meta.PutAsync("large", payload);
        Assert.All(await RivalProject.History.ReadAsync().ToListAsync(Deadline), e => Assert.True(e.Data == payload));
        Assert.True(Assert.IsType<KvGetResult<JsonPayload>.Found>(await RivalProject.Meta.GetAsync("large")).Value == payload);
    }

    [Fact]
    public async Task Names_of_projects_logs_and_documents_are_told_apart_and_listed_in_the_order_of_their_characters()
    {
        string[] sorted = [.. Names.Order(StringComparer.Ordinal)];
        foreach (string name in Names)
        {
            await Driver.CreateProjectAsync(name);
            await Project.Log(name).AppendAsync(JsonPayload.Parse($"\"{name}\""));
            await Project.Log("keyed", name).AppendAsync(JsonPayload.Parse($"\"{name}\""));
            await Project.Meta.PutAsync(name, JsonPayload.Parse($"\"{name}\""));
            await Driver.Project(name).History.AppendAsync(JsonPayload.Parse($"\"{name}\""));
        }

        Assert.Equal(sorted, await Rival.ListProjectIdsAsync(Deadline).Where(id => id != ProjectId).Order(StringComparer.Ordinal).ToListAsync(Deadline));
        Assert.Equal(sorted, await RivalProject.ListLogKeysAsync("keyed", Deadline).ToListAsync(Deadline));
        Assert.Equal(sorted, await RivalProject.Meta.ListAsync().ToListAsync(Deadline));
        foreach (string name in Names)
        {
            JsonPayload expected = JsonPayload.Parse($"\"{name}\"");
            Assert.Equal(expected, (await RivalProject.Log(name).ReadAsync().SingleAsync(Deadline)).Data);
            Assert.Equal(expected, (await RivalProject.Log("keyed", name).ReadAsync().SingleAsync(Deadline)).Data);
            Assert.Equal(expected, (await Rival.Project(name).History.ReadAsync().SingleAsync(Deadline)).Data);
            Assert.Equal(
                sorted.Where(n => n.StartsWith(name, StringComparison.Ordinal)), await RivalProject.Meta.ListAsync(name).ToListAsync(Deadline));
        }

        // Of all these, only what was named goes.
        await Driver.DeleteProjectAsync("a");
        await Project.Log("a").DeleteAsync();
        await Project.Meta.DeleteAsync("a_");
        Assert.False(await Rival.ListProjectIdsAsync(Deadline).ContainsAsync("a", cancellationToken: Deadline));
        Assert.Equal(1, (await Rival.Project("A").History.GetInfoAsync()).LastSeq);
        Assert.Equal(Names.Length, await RivalProject.ListLogKeysAsync("keyed", Deadline).CountAsync(Deadline));
        Assert.Equal(Names.Length - 1, await RivalProject.Meta.ListAsync().CountAsync(Deadline));
    }

    [Fact]
    public async Task Paths_of_blobs_are_told_apart_and_listed_by_what_they_begin_with()
    {
        string[] paths =
        [
            "%/a", "'; drop table blob; --", "$1", "$$", "A", "_", "a", "a%b", "a'b", "a\"b", "a_b", "aab", "ab", "b/a", "B/a", "b/_", "b/%", "{0}", "é", "e\u0301",
            "\uFF21", "\uD83D\uDE80", "\uFFFD",
        ];
        foreach (string path in paths)
        {
            await Project.Files.WriteAsync(path, path);
        }

        string[] listed = [.. await RivalProject.Files.ListAsync().ToListAsync(Deadline)];
        Assert.Equal(paths.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
        foreach (string path in paths)
        {
            Assert.Equal(path, await RivalProject.Files.ReadAllTextAsync(path));
        }

        foreach (string prefix in (string[])["%", "a%", "a_", "_", "b/_", "'", "a"])
        {
            string[] below = [.. await RivalProject.Files.ListAsync(prefix).Order(StringComparer.Ordinal).ToListAsync(Deadline)];
            Assert.Equal(paths.Where(p => p.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal), below);
        }
    }

    [Theory]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a;b")]
    [InlineData("a%")]
    [InlineData("$1")]
    [InlineData("a\0")]
    [InlineData("'; drop schema public cascade; --")]
    public async Task Names_that_break_the_rule_reach_no_storage(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Driver.CreateProjectAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(() => Driver.DeleteProjectAsync(name));
        Assert.Throws<ArgumentException>(() => Driver.Project(name));
        Assert.Throws<ArgumentException>(() => Project.Log(name));
        Assert.Throws<ArgumentException>(() => Project.Log("history", name));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Project.Meta.PutAsync(name, default));
        Assert.Equal([ProjectId], await Rival.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }
}
