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
    [InlineData("statx:error=EIO:when=60+7")]
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
}
