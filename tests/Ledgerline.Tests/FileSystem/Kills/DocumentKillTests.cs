using System.Globalization;
using Xunit.Abstractions;

namespace Ledgerline.Tests.FileSystem.Kills;

/// <summary>
/// Four processes put and delete documents of their own, four count in one by compare-and-set, and one after the other is
/// killed at a random moment. <c>LEDGERLINE_KILLS=N</c> kills N times, <c>LEDGERLINE_KILL_SEED=S</c> chooses the same
/// victims and delays again.
/// </summary>
public sealed class DocumentKillTests(ITestOutputHelper output) : IDisposable
{
    private const int DefaultKills = 20;
    private const int LongestMs = 100;
    private const int Putting = 4;
    private const string Counter = "counter";

    private readonly DataDirectory _directory = new();
    private readonly DoomedWorker[] _workers = new DoomedWorker[8];
    private readonly int[] _lives = new int[8];

    /// <summary>By key: what was acknowledged last, and what was begun after that, if anything; null for a deletion.</summary>
    private readonly Dictionary<string, (int? Acknowledged, (int? N, bool Is) Begun)> _documents = [];

    private readonly HashSet<long> _counted = [];

    public void Dispose()
    {
        foreach (DoomedWorker? worker in _workers)
        {
            worker?.Dispose();
        }

        _directory.Dispose();
    }

    [Fact]
    public async Task What_was_acknowledged_is_found_no_number_is_put_twice_and_nothing_unfinished_stays()
    {
        // The sequence is part of the test, not a secret.
#pragma warning disable CA5394
        int kills = Variable("LEDGERLINE_KILLS") ?? DefaultKills;
        int seed = Variable("LEDGERLINE_KILL_SEED") ?? Random.Shared.Next();
        output.WriteLine($"LEDGERLINE_KILLS={kills} LEDGERLINE_KILL_SEED={seed}");
        var random = new Random(seed);
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        JsonKv<JsonPayload> documents = driver.Project("p").Meta;
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
            int other = (victim + 1 + random.Next(_workers.Length - 1)) % _workers.Length;
            await _workers[other].PassAsync(_workers[other].LineCount + 1);
            Start(victim);
        }
#pragma warning restore CA5394

        for (int i = 0; i < _workers.Length; i++)
        {
            await KillAsync(i);
        }

        await CheckAsync(documents);

        // The first write sweeps what the killed have left.
        await documents.PutAsync("end", JsonPayload.Parse("1"));
        Assert.Empty(Directory.GetFiles(_directory.Path, "*.tmp", SearchOption.AllDirectories));
        await CheckAsync(documents);
        output.WriteLine($"{_counted.Count} acknowledged steps of the counter, {_documents.Count} other documents");
    }

    private async Task CheckAsync(JsonKv<JsonPayload> documents)
    {
        HashSet<string> there = [];
        foreach ((string key, (int? acknowledged, (int? N, bool Is) begun)) in _documents)
        {
            int? found = null;
            if (await documents.GetAsync(key) is KvGetResult<JsonPayload>.Found(var value, _))
            {
                there.Add(key);
                found = value.ToElement().GetProperty("n").GetInt32();
                Assert.Equal(found * 37 % 9000, value.ToElement().GetProperty("text").GetString()!.Length);
            }

            Assert.True(found == acknowledged || (begun.Is && found == begun.N), $"{key} is {found}, acknowledged was {acknowledged}, begun {begun}");
        }

        // Every number was put once. What was put and not told is one for each life at most.
        long last = ((KvGetResult<JsonPayload>.Found)await documents.GetAsync(Counter)).Value.ToElement().GetInt64();
        Assert.True(_counted.Max() <= last, $"{_counted.Max()} was acknowledged, and the counter is {last}");
        Assert.InRange(last - _counted.Count, 0, _lives.Skip(Putting).Sum());
        List<string> listed = await documents.ListAsync().Where(key => key != "end" && key != Counter).ToListAsync();
        Assert.Equal(there.Order(StringComparer.Ordinal), listed);
    }

    private void Start(int i)
    {
        _workers[i]?.Dispose();
        string durability = i % 2 == 0 ? nameof(Durability.Flushed) : nameof(Durability.Buffered);
        _workers[i] = i < Putting
            ? new("put", _directory.Path, "p", "100000000", $"{i}-{++_lives[i]}", durability)
            : new("cas", _directory.Path, "p", "100000000", Counter, durability);
        _lives[i] += i < Putting ? 0 : 1;
    }

    private async Task KillAsync(int i)
    {
        IReadOnlyList<string> lines = await _workers[i].KillAsync();
        if (i >= Putting)
        {
            foreach (string line in lines)
            {
                Assert.True(_counted.Add(long.Parse(line, CultureInfo.InvariantCulture)), $"{line} was put twice");
            }

            return;
        }

        string key = "";
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            if (line != "ok")
            {
                key = words[1];
                (int? N, bool Is) begun = (words[0] == "put" ? int.Parse(words[2], CultureInfo.InvariantCulture) : null, true);
                _documents[key] = (_documents.GetValueOrDefault(key).Acknowledged, begun);
            }
            else
            {
                _documents[key] = (_documents[key].Begun.N, default);
            }
        }
    }

    private static int? Variable(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
