using System.Globalization;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Processes that append and truncate are killed at any moment, again and again, while one follows.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 8;
    private const int Kept = 200;

    private readonly DataDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_acknowledged_is_found_in_order_and_nobody_is_locked_out()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        using var stop = new CancellationTokenSource();
        var followed = new Dictionary<long, string>();
        Task follower = Task.Run(() => FollowAsync(log, followed, stop.Token));

        List<(long Seq, string By)> acknowledged = [];
        WorkerProcess truncating = WorkerProcess.Start("truncate", _directory.Path, "p", $"{Kept}");
        WorkerProcess[] appenders = [.. Enumerable.Range(0, 3).Select(Start)];
        for (int kill = 0; kill < Kills; kill++)
        {
            int victim = kill % 4;
            if (victim == 3)
            {
                await truncating.ReadLineAsync();
                await truncating.KillAndReadAsync();
                truncating.Dispose();
                truncating = WorkerProcess.Start("truncate", _directory.Path, "p", $"{Kept}");
            }
            else
            {
                // Some way in, differently each time.
                for (int i = 0; i < 20 + (kill * 13); i++)
                {
                    acknowledged.Add(Answer(await appenders[victim].ReadLineAsync(), victim));
                }

                acknowledged.AddRange((await appenders[victim].KillAndReadAsync()).Select(line => Answer(line, victim)));
                appenders[victim].Dispose();
                appenders[victim] = Start(victim);
            }
        }

        await truncating.KillAndReadAsync();
        truncating.Dispose();
        for (int i = 0; i < appenders.Length; i++)
        {
            acknowledged.AddRange((await appenders[i].KillAndReadAsync()).Select(line => Answer(line, i)));
            appenders[i].Dispose();
        }

        // Takes the lock, recovers, and is the last that the follower sees.
        long last = (await log.AppendAsync(JsonPayload.Parse("{\"by\":\"end\"}"))).FirstSeq;
        await follower.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(acknowledged.Count, acknowledged.DistinctBy(a => a.Seq).Count());
        Dictionary<long, string> found = await log.ReadAsync().ToDictionaryAsync(e => e.Seq, By);
        long first = last - found.Count + 1;
        Assert.Equal(Enumerable.Range(0, found.Count).Select(n => first + n), found.Keys.Order());
        Assert.All(acknowledged.Where(a => a.Seq >= first), a => Assert.Equal(a.By, found[a.Seq]));
        Assert.All(acknowledged.Where(a => followed.ContainsKey(a.Seq)), a => Assert.Equal(a.By, followed[a.Seq]));
        Assert.All(found.Where(f => followed.ContainsKey(f.Key)), f => Assert.Equal(f.Value, followed[f.Key]));
        Assert.Contains(last, followed.Keys);
        Assert.True(first > 1, "nothing was truncated");

        WorkerProcess Start(int i) => WorkerProcess.Start(
            i == 2 ? "batch" : "append", _directory.Path, "p", "1000000", $"{i}", i == 0 ? nameof(Durability.Flushed) : nameof(Durability.Buffered));
    }

    private static async Task FollowAsync(AppendLog<JsonPayload> log, Dictionary<long, string> followed, CancellationToken stop)
    {
        long since = 0;
        while (true)
        {
            try
            {
                await foreach (LogEntry<JsonPayload> entry in log.SubscribeAsync(since, cancellationToken: stop))
                {
                    Assert.True(since == 0 || entry.Seq == since + 1, $"{entry.Seq} follows {since}");
                    since = entry.Seq;
                    followed.Add(entry.Seq, By(entry));
                    if (followed[entry.Seq] == "end")
                    {
                        return;
                    }
                }
            }
            catch (LogTruncatedException e)
            {
                // It was too slow, and was told so.
                since = e.FirstSeq - 1;
            }
        }
    }

    private static (long Seq, string By) Answer(string? line, int by) =>
        (long.Parse(line!, CultureInfo.InvariantCulture), by.ToString(CultureInfo.InvariantCulture));

    private static string By(LogEntry<JsonPayload> entry) => entry.Data.ToElement().GetProperty("by").GetString()!;
}
