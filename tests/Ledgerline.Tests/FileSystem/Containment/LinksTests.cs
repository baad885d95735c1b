using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>A link below the root leads nowhere, whichever member meets it, wherever it stands and whatever it leads to.</summary>
public sealed class LinksTests : IDisposable
{
    private readonly Outside _outside = new();

    /// <summary>Where the link stands, and whether every member must come by it.</summary>
    private static readonly (string Path, bool IsOnEveryWay)[] Places =
    [
        ("projects", true), ("projects/p", true), ("projects/p/.meta", true), (".locks", false), ("projects/p/.meta/counters", false),
        ("projects/p/.meta/history.jsonl", false), ("projects/p/.meta/history.jsonl.lock", false), ("projects/p/.meta/history.jsonl.head", false),
        ("projects/p/.meta/history.jsonl.quarantine", false), ("projects/p/.meta/history.jsonl.tmp", false),
        ("projects/p/.meta/counters/a.json", false), ("projects/p/.meta/counters/.lock", false), ("projects/p/.meta/counters/a.json.tmp", false),
        ("projects/p/a", false), ("projects/.deleted", false),
    ];

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (string member in StorageMembers.All.Cast<object[]>().Select(static row => (string)row[0]))
        {
            foreach ((string place, _) in Places)
            {
                foreach (string target in (string[])["outside", "inside", "nowhere"])
                {
                    cases.Add(member, place, target);
                }
            }
        }

        return cases;
    }

    public void Dispose() => _outside.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_link_is_refused_or_not_met(string member, string place, string target)
    {
        // What it leads to inside is what stood there, moved away, so that only the link can be the reason.
        _outside.Replace(place, target switch
        {
            "outside" => Path.Combine(_outside.Directory, place),
            "inside" => Path.Combine(_outside.Root, "..", "moved"),
            _ => Path.Combine(_outside.Directory, "none"),
        });
        foreach (bool walks in (bool[])[false, true])
        {
            await using FileSystemDriver driver = _outside.Open(walks);
            Exception? failure = await CallAsync(member, driver);
            if (failure is not null)
            {
                Assert.Matches("symbolic link.*links below the root are not followed|it is a link", Assert.IsType<StorageException>(failure).Message);
            }

            bool isBackground = member.EndsWith(".Subscribe", StringComparison.Ordinal);
            bool isBeside = place.EndsWith(".meta", StringComparison.Ordinal) && member.StartsWith("Files.", StringComparison.Ordinal);
            Assert.False(
                failure is null && !isBackground && !isBeside && Places.Single(p => p.Path == place).IsOnEveryWay, $"{member} has not met the link");
        }

        _outside.AssertUntouched();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_root_and_what_is_above_it_may_be_links(bool walks)
    {
        string link = Path.Combine(_outside.Root, "..", "link");
        Directory.CreateSymbolicLink(link, Path.GetDirectoryName(_outside.Root)!);
        foreach (string root in (string[])[Path.Combine(link, "root"), Path.Combine(link, "link", "link", "root")])
        {
            string full = Path.GetFullPath(root);
            await using var driver = new FileSystemDriver(full, null, new Ledgerline.FileSystem.LinuxDisk(full, walks));
            Assert.Equal(full, driver.Root);
            Assert.True((await driver.Project("p").History.AppendAsync(JsonPayload.Parse("{}"))).FirstSeq > 2);
        }

        _outside.AssertUntouched();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_root_that_is_moved_with_a_link_in_its_place_or_made_again_goes_on(bool walks)
    {
        await using FileSystemDriver driver = _outside.Open(walks);
        AppendLog<JsonPayload> log = driver.Project("p").History;
        Assert.Equal(3, (await log.AppendAsync(JsonPayload.Parse("{}"))).FirstSeq);
        Directory.Move(_outside.Root, _outside.Root + ".moved");
        Directory.CreateSymbolicLink(_outside.Root, _outside.Root + ".moved");
        Assert.Equal(4, (await log.AppendAsync(JsonPayload.Parse("{}"))).FirstSeq);
        File.Delete(_outside.Root);
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await log.AppendAsync(JsonPayload.Parse("{}")));
        Assert.True(await driver.CreateProjectAsync("p"));
        Assert.Equal(1, (await log.AppendAsync(JsonPayload.Parse("{}"))).FirstSeq);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deleting_a_log_whose_file_is_a_link_removes_the_link(bool walks)
    {
        _outside.Replace("projects/p/.meta/history.jsonl", Path.Combine(_outside.Directory, "projects/p/.meta/history.jsonl"));
        await using FileSystemDriver driver = _outside.Open(walks);
        Assert.True(await driver.Project("p").History.DeleteAsync());
        Assert.False(File.Exists(Path.Combine(_outside.Meta, "history.jsonl")));
        _outside.AssertUntouched();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_project_that_is_a_link_is_not_listed(bool walks)
    {
        _outside.Replace("projects/p", Path.Combine(_outside.Directory, "projects/p"));
        await using FileSystemDriver driver = _outside.Open(walks);
        Assert.Empty(await driver.ListProjectIdsAsync().ToListAsync());
        await Assert.ThrowsAsync<StorageException>(() => driver.CreateProjectAsync("p"));
        _outside.AssertUntouched();
    }

    /// <summary>Calls a member, and does not wait for ever where nothing is to come.</summary>
    private static async Task<Exception?> CallAsync(string member, FileSystemDriver driver)
    {
        bool waits = member.Contains("Watch", StringComparison.Ordinal) || member.Contains("Subscribe", StringComparison.Ordinal);
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(waits ? 20 : 60_000));
        try
        {
            await StorageMembers.CallAsync(member, driver.Project("p"), end.Token);
            return null;
        }
        catch (OperationCanceledException) when (waits)
        {
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
