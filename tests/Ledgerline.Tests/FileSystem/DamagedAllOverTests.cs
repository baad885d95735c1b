using System.Globalization;
using System.Text;
using Ledgerline.Drivers;

namespace Ledgerline.Tests.FileSystem;

/// <summary>A log that is damaged in very many places is read in about as many steps as it has lines: no line costs another pass.</summary>
public sealed class DamagedAllOverTests : IDisposable
{
    private const int Damaged = 4000;

    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly FaultyDisk _disk = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false, "?")]
    [InlineData(true, "?")]
    [InlineData(false, "\0")]
    [InlineData(true, "\0")]
    public async Task Skipping(bool reverse, string damage)
    {
        // Behind the damage more than may be lost without being flushed: NULs there are no tear.
        var log = new StringBuilder();
        for (int seq = 1; seq <= Damaged; seq++)
        {
            log.Append(CultureInfo.InvariantCulture, $"{{\"seq\":{seq},\"ts\":{seq},\"data\":\"{damage}{new string('x', 1000)}\"{damage}}}\n");
        }

        for (int seq = Damaged + 1; seq <= Damaged + 18; seq++)
        {
            log.Append(CultureInfo.InvariantCulture, $"{{\"seq\":{seq},\"ts\":{seq},\"data\":\"{new string('x', 1 << 20)}\"}}\n");
        }

        _directory.WithLog("p", Encoding.UTF8.GetBytes(log.ToString()));
        await using var driver = new FileSystemDriver(_directory.Path, null, _disk);
        List<LogSkip> skipped = [];
        using LogCursor cursor = driver.Project("p").Store.OpenLog("history").OpenReader(new() { Reverse = reverse, OnSkipped = skipped.Add });
        int found = 0;
        while (cursor.MoveNext())
        {
            found++;
        }

        Assert.Equal(18, found);
        IEnumerable<long?> lines = Enumerable.Range(1, Damaged).Select(n => (long?)n);
        Assert.Equal(reverse ? lines.Reverse() : lines, skipped.Where(s => s.Length > 0).Select(s => s.Line));

        // One to count a line for its message, and those that the reading itself takes.
        Assert.InRange(_disk.CallsSoFar().Count(static call => call == "read history.jsonl"), 1, 2 * Damaged);
    }
}
