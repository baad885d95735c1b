using System.Globalization;

namespace Ledgerline.Tests.FileSystem.Projects;

/// <summary>One driver serves far more projects than it may have descriptors. <c>LEDGERLINE_PROJECTS=N</c> lists N.</summary>
public sealed class ManyProjectsTests : IDisposable
{
    private const int MostDescriptors = 64 + 16;

    private readonly DataDirectory _directory = DataDirectory.InMemory();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task All_are_listed_once_and_the_first_one_before_the_others_are_read()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("LEDGERLINE_PROJECTS"), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : 5000;
        string projects = Path.Combine(_directory.Path, "projects");
        for (int i = 0; i < count; i++)
        {
            Directory.CreateDirectory(Path.Combine(projects, $"p{i}"));
        }

        // Names that are none of projects.
        Directory.CreateDirectory(Path.Combine(projects, ".deleted"));
        Directory.CreateDirectory(Path.Combine(projects, "no id"));
        await File.WriteAllTextAsync(Path.Combine(projects, "file"), "");
        Directory.CreateSymbolicLink(Path.Combine(projects, "link"), Path.Combine(projects, "p1"));
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.ListProjectIdsAsync().FirstAsync();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.StartsWith("p", await driver.ListProjectIdsAsync().FirstAsync(), StringComparison.Ordinal);
        long first = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(first, 0, 100_000);

        bool[] seen = new bool[count];
        int listed = 0;
        await foreach (string id in driver.ListProjectIdsAsync())
        {
            int number = int.Parse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
            Assert.False(seen[number]);
            seen[number] = true;
            listed++;
        }

        Assert.Equal(count, listed);
    }

    [Fact]
    public async Task Writing_to_all_of_them_holds_few_descriptors_and_deleting_one_holds_none_of_it()
    {
        var disk = new FaultyDisk { Flushes = false };
        await using var driver = new FileSystemDriver(_directory.Path, null, disk, keepsLocks: true);
        int most = 0;
        for (int i = 0; i < 300; i++)
        {
            await driver.CreateProjectAsync($"p{i}");
            await driver.Project($"p{i}").History.AppendAsync(JsonPayload.Parse("1"));
            Assert.Single(driver.Project($"p{i}").History.Read());
            most = Math.Max(most, disk.OpenFiles.Count);
        }

        Assert.InRange(most, 2, MostDescriptors);
        await driver.Project("p299").Meta.PutAsync("a", JsonPayload.Parse("1"));
        Assert.Contains(disk.OpenFiles.Values, IsOfLast);
        Assert.True(await driver.DeleteProjectAsync("p299"));
        Assert.DoesNotContain(disk.OpenFiles.Values, IsOfLast);
        Assert.Equal(0, Notifications.Descriptors(Path.Combine(_directory.Path, "projects", ".deleted")));

        static bool IsOfLast(string path) => path.Contains("p299", StringComparison.Ordinal);
    }
}
