using System.Globalization;
using System.Text;
using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>
/// Whatever a log's bytes are, readers give right entries or say <see cref="LogCorruptException"/>, appends and
/// truncations continue rightly or refuse and change nothing, and no byte is lost that was not asked to go.
/// </summary>
public sealed class HostileBytesTests : IDisposable
{
    private const int Appended = 4711;
    private const int TruncatedAt = 3;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(240);

    private readonly DataDirectory _directory = DataDirectory.InMemory();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true, false, 800)]
    [InlineData(false, false, 400)]
    [InlineData(true, true, 400)]
    [InlineData(false, true, 400)]
    public async Task Broken_bytes(bool isOurs, bool several, int seeds)
    {
        byte[] log = isOurs ? await OurLogAsync() : OlderLog();
        await Task.Run(async () =>
        {
            for (int seed = 1; seed <= seeds; seed++)
            {
                var breaking = new BrokenBytes(seed);
                byte[] broken = breaking.Break(log, several);
                string name = $"seed {seed}: {breaking.Description}";
                try
                {
                    // What has no checksum cannot be known to be as it was written, nor what lost its checksum.
                    await CheckReadersAsync(broken, isOurs && !several ? log : null);
                    await CheckAppendAsync(broken);
                    await CheckTruncationAsync(broken);
                }
                catch (Exception e)
                {
                    throw new Xunit.Sdk.XunitException($"{name}\n{e}");
                }
            }
        }).WaitAsync(Deadline);
    }

    public static TheoryData<string> StrangeLines() => new(
        "{\"seq\":9007199254740992,\"ts\":1,\"data\":1}",
        "{\"seq\":9223372036854775807,\"ts\":1,\"data\":1}",
        "{\"seq\":2,\"ts\":253402300800000,\"data\":1}",
        "{\"seq\":2,\"ts\":-62135596800001,\"data\":1}",
        "{\"seq\":2,\"ts\":9223372036854775807,\"data\":1}",
        "{\"seq\":2,\"ts\":1,\"data\":1,\"\\ud800\":1}",
        "{\"seq\":2,\"ts\":1,\"data\":1,\"\\udc00\\ud800\":1}",
        "{\"seq\":2,\"ts\":1,\"data\":1}}",
        "{\"seq\":2,\"ts\":1,\"data\":1}{}",
        "{\"seq\":2,\"ts\":1,\"data\":}",
        "{\"seq\":2,\"ts\":1,\"data\":/**/1}",
        "{\"seq\":2,\"ts\":1,\"data\":1,}",
        "{\"seq\":2,\"ts\":1,\"data\":" + new string('[', 1001) + new string(']', 1001) + "}");

    [Theory]
    [MemberData(nameof(StrangeLines))]
    public async Task A_whole_line_that_is_no_entry_is_damage_for_readers_and_refused_by_appends(string line)
    {
        string content = $"{{\"seq\":1,\"ts\":1,\"data\":1}}\n{line}\n";
        string path = _directory.WithLog("p", Encoding.UTF8.GetBytes(content));
        await using var driver = NewDriver();
        AppendLog<JsonPayload> log = driver.Project("p").History;
        LogCorruptException onRead = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.ReadAsync().ToListAsync());
        LogCorruptException onFollow = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.SubscribeAsync(0).ToListAsync());
        LogCorruptException onAppend = await Assert.ThrowsAsync<LogCorruptException>(async () => await log.AppendAsync(Payload(3)));
        Assert.Equal((2, 2, 2), (onRead.Line, onFollow.Line, onAppend.Line));
        Assert.Equal(1, (await log.GetInfoAsync()).LastSeq);
        Assert.Equal(content, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Damage_before_the_first_sound_entry_is_not_skipped_silently_by_a_subscription()
    {
        _directory.WithLog("p", "{\"seq\":1,\"ts\":1,\"da\n{\"seq\":2,\"ts\":1,\"data\":2}\n"u8);
        await using var driver = NewDriver();
        LogCorruptException e = await Assert.ThrowsAsync<LogCorruptException>(
            async () => await driver.Project("p").History.SubscribeAsync(0).FirstAsync());
        Assert.Equal(1, e.Line);
        List<LogSkip> skipped = [];
        Assert.Equal(2, (await driver.Project("p").History.SubscribeAsync(0, skipped.Add).FirstAsync()).Seq);
        Assert.Equal(1, Assert.Single(skipped).Line);
    }

    [Fact]
    public async Task When_the_numbers_end_appends_are_refused_and_nothing_is_written()
    {
        const string Content = "{\"seq\":9007199254740990,\"ts\":1,\"data\":1}\n";
        string path = _directory.WithLog("p", Encoding.UTF8.GetBytes(Content));
        await using var driver = NewDriver();
        AppendLog<JsonPayload> log = driver.Project("p").History;
        await Assert.ThrowsAsync<StorageException>(async () => await log.AppendBatchAsync([Payload(1), Payload(2)]));
        Assert.Equal(Content, await File.ReadAllTextAsync(path));
        Assert.Equal(9007199254740991, (await log.AppendAsync(Payload(1))).LastSeq);
        await Assert.ThrowsAsync<StorageException>(async () => await log.AppendAsync(Payload(2)));
        Assert.Equal([9007199254740990, 9007199254740991], await log.ReadAsync().Select(e => e.Seq).ToListAsync());
    }

    private async Task CheckReadersAsync(byte[] broken, byte[]? original)
    {
        _directory.WithLog("p", broken);
        await using var driver = NewDriver();
        ILogStore store = driver.Project("p").Store.OpenLog("history");
        HashSet<(long, string)>? right = original is null ? null : [.. Lines(original).Select(line => Parse(line)!.Value)];
        List<LogSkip> skipped = [];
        Action<LogSkip>?[] modes = [null, skipped.Add];
        foreach (Action<LogSkip>? onSkipped in modes)
        {
            List<(long Seq, string Data)> forward = Drain(() => store.OpenReader(new() { OnSkipped = onSkipped }), mayFail: onSkipped is null);
            List<(long Seq, string Data)> backward = Drain(() => store.OpenReader(new() { OnSkipped = onSkipped, Reverse = true }), mayFail: onSkipped is null);
            List<(long Seq, string Data)> followed = Drain(() => store.OpenFollower(0, onSkipped), mayFail: onSkipped is null);
            Assert.Equal(forward, followed);
            Assert.Equal(forward.Select(f => f.Seq).Order().Distinct(), forward.Select(f => f.Seq));
            Assert.Equal(backward.Select(f => f.Seq).OrderDescending().Distinct(), backward.Select(f => f.Seq));
            if (right is not null)
            {
                Assert.DoesNotContain(forward, f => !right.Contains(f));
                Assert.DoesNotContain(backward, f => !right.Contains(f));
            }
        }

        LogInfo? info = await OrCorruptAsync<LogInfo>(async () => await store.GetInfoAsync(default));
        Assert.True(info is null || info.SizeInBytes <= broken.Length);
    }

    private async Task CheckAppendAsync(byte[] broken)
    {
        string path = _directory.WithLog("p", broken);
        await using var driver = NewDriver();
        AppendLog<JsonPayload> log = driver.Project("p").History;
        AppendResult? appended = await OrCorruptAsync(async () => (AppendResult?)await log.AppendAsync(Payload(Appended)));
        byte[] after = await File.ReadAllBytesAsync(path);
        byte[] quarantine = TakeQuarantine(path);
        if (appended is null)
        {
            Assert.Equal(broken, after);
            Assert.Empty(quarantine);
            return;
        }

        // Kept and quarantined are together, in order, all that there was.
        int kept = broken.Length - quarantine.Length;
        Assert.Equal(broken[kept..], quarantine);
        Assert.Equal(broken[..kept], after[..kept]);
        string[] rest = Encoding.UTF8.GetString(after[kept..]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((appended.Value.FirstSeq, $"{Appended}"), Parse(Encoding.UTF8.GetBytes(Assert.Single(rest))));
        Assert.True(appended.Value.FirstSeq > 0);
        Assert.Equal(appended.Value.FirstSeq, await log.ReadAsync(new() { Reverse = true, Limit = 1 }).Select(e => e.Seq).SingleAsync());
        Assert.Equal(appended.Value.FirstSeq + 1, (await log.AppendAsync(Payload(Appended))).FirstSeq);
        TakeQuarantine(path);
    }

    private async Task CheckTruncationAsync(byte[] broken)
    {
        string path = _directory.WithLog("p", broken);
        await using var driver = NewDriver();
        TruncateResult? truncated = await OrCorruptAsync(
            async () => (TruncateResult?)await driver.Project("p").History.TruncateBeforeAsync(TruncatedAt));
        byte[] after = await File.ReadAllBytesAsync(path);
        byte[] quarantine = TakeQuarantine(path);
        File.Delete(path + ".head");
        if (truncated is null)
        {
            Assert.Equal(broken, after);
            Assert.Empty(quarantine);
            return;
        }

        List<string> left = [.. Lines(after).Concat(Lines(quarantine)).Select(Text)];
        string setAside = Text(quarantine);
        long removed = 0;
        foreach (byte[] line in Lines(broken))
        {
            // What is set aside is not divided into lines.
            if (!left.Remove(Text(line)) && !setAside.Contains(Text(line), StringComparison.Ordinal))
            {
                Assert.True(Parse(line) is { Seq: <= TruncatedAt }, $"lost: {Text(line)}");
                removed++;
            }
        }

        if (quarantine.Length == 0)
        {
            Assert.Equal(truncated.Value.Removed, removed);
        }
    }

    private static List<(long Seq, string Data)> Drain(Func<LogCursor> open, bool mayFail)
    {
        List<(long Seq, string Data)> found = [];
        try
        {
            using LogCursor cursor = open();
            while (cursor.MoveNext())
            {
                found.Add((cursor.Current.Seq, Encoding.UTF8.GetString(cursor.Current.Payload.Span)));
                _ = DateTimeOffset.FromUnixTimeMilliseconds(cursor.Current.TimestampMs);
            }
        }
        catch (LogCorruptException) when (mayFail)
        {
            // What came before it counts.
        }

        return found;
    }

    private static async Task<T?> OrCorruptAsync<T>(Func<Task<T?>> run)
    {
        try
        {
            return await run();
        }
        catch (LogCorruptException)
        {
            return default;
        }
    }

    private async Task<byte[]> OurLogAsync()
    {
        await using var driver = NewDriver();
        await driver.CreateProjectAsync("ours");
        AppendLog<JsonPayload> log = driver.Project("ours").History;
        for (int i = 1; i <= 5; i++)
        {
            await log.AppendAsync(Payload(i));
        }

        await log.AppendBatchAsync([Payload(6), Payload(7), Payload(8)]);
        await log.AppendAsync(JsonPayload.Parse("{\"text\":\"ö\u20ac\\n\",\"deep\":[[{\"a\":[1,2.5,null,true]}]]}"));
        return await File.ReadAllBytesAsync(_directory.Log("ours"));
    }

    private static byte[] OlderLog() => Encoding.UTF8.GetBytes(string.Concat(
        Enumerable.Range(1, 8).Select(n => $"{{\"seq\":{n},\"ts\":{1700000000000 + n},\"data\":{{\"text\":\"ö{n}\",\"n\":[{n}]}}}}\n")));

    private static FileSystemDriver NewDriver(string root) => new(root, null, new FaultyDisk { Flushes = false });

    private FileSystemDriver NewDriver() => NewDriver(_directory.Path);

    private static JsonPayload Payload(int n) => JsonPayload.Parse(n.ToString(CultureInfo.InvariantCulture));

    private static byte[] TakeQuarantine(string path)
    {
        string quarantine = path + ".quarantine";
        if (!File.Exists(quarantine))
        {
            return [];
        }

        byte[] bytes = File.ReadAllBytes(quarantine);
        File.Delete(quarantine);
        return bytes;
    }

    private static string Text(byte[] line) => Encoding.Latin1.GetString(line);

    private static IEnumerable<byte[]> Lines(byte[] log) =>
        Encoding.Latin1.GetString(log).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Encoding.Latin1.GetBytes);

    private static (long Seq, string Data)? Parse(byte[] line) => LogLine.TryParse(line, out LogLine parsed, out _)
        ? (parsed.Seq, Encoding.UTF8.GetString(line.AsSpan(parsed.DataStart, parsed.DataLength)))
        : null;
}
