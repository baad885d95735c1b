using System.Globalization;
using System.Text;
using System.Text.Json;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem;

/// <summary>The limits that docs/format.md states, from both sides.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly DataDirectory _directory = DataDirectory.InMemory();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData('[', ']')]
    [InlineData('{', '}')]
    public async Task Entries_nest_a_thousand_deep_and_no_deeper(char open, char close)
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        string deepest = Nested(open, close, 1000);
        await log.AppendAsync(JsonPayload.Parse(deepest));
        Assert.ThrowsAny<JsonException>(() => JsonPayload.Parse(Nested(open, close, 1001)));
        Assert.Equal([deepest], await log.ReadAsync().Select(e => e.Data.ToString()).ToListAsync());
        Assert.Equal(2, (await log.AppendAsync(JsonPayload.Parse("2"))).FirstSeq);
    }

    [Theory]
    [InlineData("9007199254740991", "253402300799999", true)]
    [InlineData("9007199254740992", "1", false)]
    [InlineData("1", "-62135596800000", true)]
    [InlineData("1", "-62135596800001", false)]
    [InlineData("1", "253402300800000", false)]
    [InlineData("0", "1", false)]
    [InlineData("-1", "1", false)]
    [InlineData("18446744073709551617", "1", false)]
    [InlineData("1", "18446744073709551617", false)]
    public async Task Numbers_are_from_1_to_2_to_the_53_less_1_and_times_of_the_years_1_to_9999(string seq, string ts, bool isEntry)
    {
        // With a sound line behind it what is wrong is no torn tail.
        string behind = isEntry ? "" : "{\"seq\":2,\"ts\":1,\"data\":1}\n";
        _directory.WithLog("p", Encoding.UTF8.GetBytes($"{{\"seq\":{seq},\"ts\":{ts},\"data\":1}}\n{behind}"));
        await using var driver = new FileSystemDriver(_directory.Path);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        if (isEntry)
        {
            LogEntry<JsonPayload> entry = await log.ReadAsync().SingleAsync();
            Assert.Equal((seq, ts), (entry.Seq.ToString(CultureInfo.InvariantCulture), entry.Timestamp.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
        }
        else
        {
            await Assert.ThrowsAsync<LogCorruptException>(async () => await log.ReadAsync().ToListAsync());
        }
    }

    [Fact]
    public async Task A_line_of_many_MiB_is_an_entry_like_any_other()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        string large = $"\"{new string('x', 40 << 20)}\"";
        await log.AppendBatchAsync([JsonPayload.Parse("1"), JsonPayload.Parse(large), JsonPayload.Parse("3")]);
        Assert.Equal([1, large.Length, 1], await log.ReadAsync().Select(e => e.Data.ToString().Length).ToListAsync());
        Assert.Equal([1, large.Length, 1], await log.ReadAsync(new() { Reverse = true }).Select(e => e.Data.ToString().Length).ToListAsync());
    }

    [Fact]
    public void A_line_that_no_array_can_hold_is_damage()
    {
        int size = 1 << 16;
        while (size < Array.MaxLength)
        {
            size = LineBuffer.Larger(size, "log", 7);
        }

        LogCorruptException e = Assert.Throws<LogCorruptException>(() => LineBuffer.Larger(size, "log", 7));
        Assert.Equal(7, e.Offset);
    }

    private static string Nested(char open, char close, int depth) =>
        string.Concat(Enumerable.Repeat(open == '[' ? "[" : "{\"a\":", depth - 1)) + open + close + new string(close, depth - 1);
}
