using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace Ledgerline.Tests.FileSystem.Kills;

/// <summary>
/// Three processes append, one truncates, one follows, and one after the other is killed at a random moment.
/// <c>LEDGERLINE_KILLS=N</c> kills N times, <c>LEDGERLINE_KILL_SEED=S</c> chooses the same victims and delays again.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int DefaultKills = 20;
    private const int LongestMs = 150;
    private const int Kept = 2000;
    private const int Appenders = 3;
    private const int Truncating = 3;
    private const int Following = 4;

    private readonly DataDirectory _directory = new();
    private readonly AppendedEntries _entries = new();
    private readonly DoomedWorker[] _workers = new DoomedWorker[5];
    private readonly int[] _lives = new int[5];
    private long _followed;
    private int _gaps;

    public void Dispose()
    {
        foreach (DoomedWorker? worker in _workers)
        {
            worker?.Dispose();
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task What_was_acknowledged_is_found_followers_see_it_once_in_order_and_nobody_is_locked_out()
    {
        // The sequence is part of the test, not a secret.
#pragma warning disable CA5394
        int kills = Variable("LEDGERLINE_KILLS") ?? DefaultKills;
        int seed = Variable("LEDGERLINE_KILL_SEED") ?? Random.Shared.Next();
        output.WriteLine($"LEDGERLINE_KILLS={kills} LEDGERLINE_KILL_SEED={seed}");
        var random = new Random(seed);

        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        AppendLog<JsonPayload> log = driver.Project("p").History;
        List<(long Seq, JsonElement Data)> followedHere = [];
        Task follower = Task.Run(() => FollowAsync(log, followedHere));
        for (int i = 0; i < _workers.Length; i++)
        {
            Start(i);
        }

        for (int kill = 0; kill < kills; kill++)
        {
            int victim = random.Next(_workers.Length);
            await _workers[victim].PassAsync(0);
            await Task.Delay(random.Next(LongestMs));
            await KillAsync(victim);

            // Nobody waits for a lock that the dead one held.
            int other = Enumerable.Range(0, Appenders).First(i => i != victim);
            await _workers[other].PassAsync(_workers[other].LineCount);
            Start(victim);
        }
#pragma warning restore CA5394

        for (int i = 0; i < Following; i++)
        {
            await KillAsync(i);
        }

        // Takes the lock, recovers, and is the last that the followers see.
        long last = (await log.AppendAsync(JsonPayload.Parse("""{"by":"end","n":0}"""))).FirstSeq;
        _entries.Acknowledge("end", [$"{last}"]);
        await follower.WaitAsync(TimeSpan.FromSeconds(60));
        await KillAsync(Following);
        DoomedWorker following = Start(Following, last);
        Follow(await following.CompleteAsync());
        Assert.Equal(last, _followed);
        followedHere.ForEach(e => _entries.See(e.Seq, e.Data, "followed here"));

        List<LogEntry<JsonPayload>> found = await log.ReadAsync().ToListAsync();
        found.ForEach(e => _entries.See(e.Seq, e.Data.ToElement(), "read"));
        long first = last - found.Count + 1;
        Assert.Equal(Enumerable.Range(0, found.Count).Select(n => first + n), found.Select(e => e.Seq));
        _entries.Check(first, found.Select(e => e.Seq).ToHashSet());
        output.WriteLine($"{last} entries, {first - 1} truncated, {followedHere.Count} followed here, {_gaps} gaps told to the following process");
        Assert.True(first > 1, "nothing was truncated");
    }

    private DoomedWorker Start(int i, long last = int.MaxValue)
    {
        _workers[i]?.Dispose();
        string by = $"{i}.{++_lives[i]}";
        return _workers[i] = i switch
        {
            Truncating => new("truncate", _directory.Path, "p", $"{Kept}"),
            Following => new("follow", _directory.Path, "p", $"{last}", $"{_followed}"),
            _ => new(i == 2 ? "batch" : "append", _directory.Path, "p", "100000000", by, i == 0 ? nameof(Durability.Flushed) : nameof(Durability.Buffered)),
        };
    }

    private async Task KillAsync(int i)
    {
        IReadOnlyList<string> lines = await _workers[i].KillAsync();
        if (i < Appenders)
        {
            _entries.Acknowledge($"{i}.{_lives[i]}", lines);
        }
        else if (i == Following)
        {
            Follow(lines);
        }
    }

    /// <summary>One life of the following process: it goes on where the last one's output ends.</summary>
    private void Follow(IReadOnlyList<string> lines)
    {
        Assert.Equal("ready", lines.DefaultIfEmpty("ready").First());
        foreach (string[] words in lines.Skip(1).Select(line => line.Split(' ', 2)))
        {
            if (words[0] == "gap")
            {
                Assert.True(Seq(words[1]) > _followed, $"a gap up to {words[1]} after {_followed}");
                _followed = Seq(words[1]);
                _gaps++;
                continue;
            }

            Assert.True(_followed == 0 || Seq(words[0]) == _followed + 1, $"{words[0]} follows {_followed}");
            _followed = Seq(words[0]);
            _entries.See(_followed, JsonDocument.Parse(words[1]).RootElement, "followed by another process");
        }
    }

    private static async Task FollowAsync(AppendLog<JsonPayload> log, List<(long Seq, JsonElement Data)> followed)
    {
        long since = 0;
        while (true)
        {
            try
            {
                await foreach (LogEntry<JsonPayload> entry in log.SubscribeAsync(since))
                {
                    Assert.True(since == 0 || entry.Seq == since + 1, $"{entry.Seq} follows {since}");
                    since = entry.Seq;
                    followed.Add((since, entry.Data.ToElement()));
                    if (followed[^1].Data.GetProperty("by").GetString() == "end")
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

    private static long Seq(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private static int? Variable(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
