using System.Globalization;
using System.Text.Json;

namespace Ledgerline.Tests.FileSystem;

/// <summary>The system's own calls fail in another process, which goes on appending.</summary>
public sealed class RealFaultTests : IDisposable
{
    private const int Count = 40;

    private readonly DataDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [StraceTheory]
    [InlineData("fdatasync:error=EIO:when=3")]
    [InlineData("fdatasync:error=EIO:when=2+3")]
    [InlineData("fsync:error=EIO:when=1")]
    [InlineData("pwrite64:error=ENOSPC:when=5")]
    [InlineData("pwrite64:error=EIO:when=4+5")]
    [InlineData("statx:error=EIO:when=10+7")]
    [InlineData("flock:error=EIO:when=4+5")]
    public async Task What_was_acknowledged_is_there_and_what_failed_is_not(string fault)
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        string trace = Path.Combine(_directory.Path, "trace");
        using WorkerProcess worker = WorkerProcess.StartWithFault(
            fault, trace, "persist", _directory.Path, "p", $"{Count}", "a", nameof(Durability.Flushed));
        string[][] answers = [.. (await worker.CompleteAsync()).Select(line => line.Split(' '))];
        Assert.Equal(Count, answers.Length);
        Assert.Contains("(INJECTED)", await File.ReadAllTextAsync(trace), StringComparison.Ordinal);
        Assert.Contains(answers, a => a[1] == "-1");

        List<(long Seq, int N)> found = [.. await driver.Project("p").History.ReadAsync()
            .Select(e => (e.Seq, JsonDocument.Parse(e.Data.Utf8).RootElement.GetProperty("n").GetInt32())).ToListAsync()];
        Assert.Equal(
            answers.Where(a => a[1] != "-1").Select(a => (long.Parse(a[1], CultureInfo.InvariantCulture), int.Parse(a[0], CultureInfo.InvariantCulture))),
            found);
        Assert.Equal(Enumerable.Range(1, found.Count).Select(n => (long)n), found.Select(f => f.Seq));
        Assert.Equal(found.Count + 1, (await driver.Project("p").History.AppendAsync(default)).FirstSeq);
    }

    [StraceTheory]
    [InlineData("fdatasync:error=EIO:when=2+2")]
    [InlineData("pwrite64:error=EIO:when=3+3")]
    [InlineData("pwrite64:error=ENOSPC:when=3+3")]
    public async Task Everyone_who_waits_for_what_fails_is_told_and_the_tail_is_read_again_before_the_next_write(string fault)
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        string trace = Path.Combine(_directory.Path, "trace");
        using WorkerProcess worker = WorkerProcess.StartWithFault(
            fault, trace, "crowd", _directory.Path, "p", "160", "a", nameof(Durability.Flushed));
        (int N, long Seq)[] answers = [.. (await worker.CompleteAsync()).Select(line => line.Split(' ')).Select(
            words => (int.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture)))];
        Assert.Equal(160, answers.Length);

        // Sixteen began at once: a failure that only its own caller heard of would leave no group of them.
        Assert.Contains(answers.GroupBy(a => a.N / 16), group => group.Count(a => a.Seq == -1) > 1);
        Dictionary<long, int> found = await driver.Project("p").History.ReadAsync().ToDictionaryAsync(
            e => e.Seq, e => JsonDocument.Parse(e.Data.Utf8).RootElement.GetProperty("n").GetInt32());
        Assert.Equal(answers.Where(a => a.Seq != -1).OrderBy(a => a.Seq).Select(a => (a.Seq, a.N)), found.OrderBy(f => f.Key).Select(f => (f.Key, f.Value)));
        Assert.Equal(Enumerable.Range(1, found.Count).Select(n => (long)n), found.Keys.Order());
        AssertTailReadAfterEachFailure(await File.ReadAllLinesAsync(trace));
    }

    private static void AssertTailReadAfterEachFailure(string[] calls)
    {
        bool mustRead = false;
        int failures = 0;
        foreach (string call in calls.Where(call => call.Contains("/history.jsonl", StringComparison.Ordinal)))
        {
            if (call.Contains("(INJECTED)", StringComparison.Ordinal))
            {
                // What is no write to the log itself, as the copy that replaces it, is another matter.
                mustRead = call.Contains("/history.jsonl>", StringComparison.Ordinal);
                failures += mustRead ? 1 : 0;
            }
            else if (call.Contains(" pread64(", StringComparison.Ordinal))
            {
                mustRead = false;
            }
            else
            {
                Assert.False(mustRead && call.Contains(" pwrite64(", StringComparison.Ordinal) && call.Contains("/history.jsonl>", StringComparison.Ordinal), call);
            }
        }

        Assert.True(failures > 0, "no call on the log itself failed");
    }
}
