using Ledgerline.Drivers;

namespace Ledgerline.Tests.FileSystem.Blobs;

/// <summary>A watch sees what editors, shells and other programs do to the files, once each and by its right kind.</summary>
public sealed class BlobsByHandTests : BlobDirectoryTests
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_file_that_is_made_changed_and_removed_by_hand()
    {
        using IBlobWatch watch = OpenWatch();
        Place("a");
        Assert.Equal(new(BlobChangeKind.Put, "a"), await NextAsync(watch));
        await File.AppendAllTextAsync(PathOf("a"), "2");
        Assert.Equal(new(BlobChangeKind.Put, "a"), await NextAsync(watch));
        File.Delete(PathOf("a"));
        Assert.Equal(new(BlobChangeKind.Delete, "a"), await NextAsync(watch));
    }

    [Fact]
    public async Task A_file_in_a_directory_that_was_made_in_the_same_moment()
    {
        using IBlobWatch watch = OpenWatch();
        for (int i = 0; i < 30; i++)
        {
            Directory.CreateDirectory(PathOf($"d{i}/e"));
            Place($"d{i}/e/a");
        }

        Assert.Equal(
            Enumerable.Range(0, 30).Select(i => new BlobChange(BlobChangeKind.Put, $"d{i}/e/a")).OrderBy(c => c.Path, StringComparer.Ordinal),
            (await TakeAsync(watch, 30)).OrderBy(c => c.Path, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_directory_that_is_moved_in_and_out_is_told_for_each_path()
    {
        using var outside = new DataDirectory();
        string moved = Path.Combine(outside.Path, "d");
        Directory.CreateDirectory(Path.Combine(moved, "e"));
        await File.WriteAllTextAsync(Path.Combine(moved, "a"), "1");
        await File.WriteAllTextAsync(Path.Combine(moved, "e", "b"), "1");
        using IBlobWatch watch = OpenWatch();
        Directory.Move(moved, PathOf("d"));
        Assert.Equal([new(BlobChangeKind.Put, "d/a"), new(BlobChangeKind.Put, "d/e/b")], Sorted(await TakeAsync(watch, 2)));
        Place("d/e/c");
        Assert.Equal(new(BlobChangeKind.Put, "d/e/c"), await NextAsync(watch));
        Directory.Move(PathOf("d"), moved);
        Assert.Equal(
            [new(BlobChangeKind.Delete, "d/a"), new(BlobChangeKind.Delete, "d/e/b"), new(BlobChangeKind.Delete, "d/e/c")],
            Sorted(await TakeAsync(watch, 3)));
    }

    [Fact]
    public async Task A_directory_that_is_renamed_is_gone_under_one_name_and_there_under_the_other()
    {
        await WriteAsync("d/e/a", "1");
        using IBlobWatch watch = OpenWatch();
        Directory.Move(PathOf("d"), PathOf("f"));
        await UntilAsync(watch, new(BlobChangeKind.Delete, "d/e/a"), new(BlobChangeKind.Put, "f/e/a"));
        await WriteAsync("f/e/b", "1");
        Assert.Equal(new(BlobChangeKind.Put, "f/e/b"), await NextAsync(watch));
    }

    [Fact]
    public async Task A_directory_in_the_place_of_another_one()
    {
        await WriteAsync("d/a", "1");
        await WriteAsync("d/b", "1");
        await WriteAsync("other/b", "1");
        await WriteAsync("other/c", "1");
        using IBlobWatch watch = OpenWatch("d/");
        Directory.Move(PathOf("d"), PathOf(".old"));
        Directory.Move(PathOf("other"), PathOf("d"));
        await UntilAsync(watch, new(BlobChangeKind.Delete, "d/a"), new(BlobChangeKind.Put, "d/b"), new(BlobChangeKind.Put, "d/c"));
        await WriteAsync("d/d", "1");
        Assert.Equal(new(BlobChangeKind.Put, "d/d"), await NextAsync(watch));
    }

    [Fact]
    public async Task A_file_that_becomes_a_directory_and_the_other_way_round()
    {
        await WriteAsync("a", "1");
        using IBlobWatch watch = OpenWatch();
        File.Delete(PathOf("a"));
        Directory.CreateDirectory(PathOf("a"));
        Place("a/b");
        await UntilAsync(watch, new(BlobChangeKind.Delete, "a"), new(BlobChangeKind.Put, "a/b"));
        Directory.Delete(PathOf("a"), recursive: true);
        Place("a");
        await UntilAsync(watch, new(BlobChangeKind.Put, "a"), new(BlobChangeKind.Delete, "a/b"));
    }

    [Fact]
    public async Task What_begins_with_a_dot_is_not_told()
    {
        using IBlobWatch watch = OpenWatch();
        Directory.CreateDirectory(PathOf(".git/objects"));
        await File.WriteAllTextAsync(PathOf(".git/objects/a"), "1");
        await File.WriteAllTextAsync(PathOf(".a.swp"), "1");
        await File.WriteAllTextAsync(PathOf(".meta/settings.json"), "1");
        File.CreateSymbolicLink(PathOf("link"), PathOf(".a.swp"));
        await WriteAsync("a", "1");
        Assert.Equal(new(BlobChangeKind.Put, "a"), await NextAsync(watch));
        await WriteAsync("b", "1");
        Assert.Equal(new(BlobChangeKind.Put, "b"), await NextAsync(watch));
    }

    [Fact]
    public async Task Where_there_are_no_notifications_a_change_is_seen_all_the_same()
    {
        await using var driver = new FileSystemDriver(Root.Path, null, new FaultyDisk { GivesNotifications = false });
        using IBlobWatch watch = driver.Project("p").Store.OpenBlobs().OpenWatch("d/", Debounce);
        await WriteAsync("d/e/a", "1");
        Assert.Equal(new(BlobChangeKind.Put, "d/e/a"), await NextAsync(watch));
        await WriteAsync("d/e/b", "1");
        Assert.Equal(new(BlobChangeKind.Put, "d/e/b"), await NextAsync(watch));
        await Files.DeleteAsync("d/e/a");
        await Files.DeleteAsync("d/e/b");
        Assert.Equal([new(BlobChangeKind.Delete, "d/e/a"), new(BlobChangeKind.Delete, "d/e/b")], Sorted(await TakeAsync(watch, 2)));
    }

    [Fact]
    public async Task A_watch_that_ends_leaves_no_file_open()
    {
        var disk = new FaultyDisk();
        await using var driver = new FileSystemDriver(Root.Path, null, disk);
        IBlobStore store = driver.Project("p").Store.OpenBlobs();
        await WriteAsync("d/e/a", "1");
        for (int i = 0; i < 10; i++)
        {
            using IBlobWatch watch = store.OpenWatch("", Debounce);
            await WriteAsync("d/e/a", "2");
            await NextAsync(watch);
            watch.Dispose();
        }

        Assert.Empty(disk.OpenFiles);
    }

    /// <summary>In one step, as most editors write, so that no pause makes two changes of it.</summary>
    private void Place(string path)
    {
        File.WriteAllText(PathOf(".new"), "1");
        File.Move(PathOf(".new"), PathOf(path), overwrite: true);
    }

    /// <summary>Takes changes until the last one of each path is as expected: what is done in several steps may be told in several.</summary>
    private async Task UntilAsync(IBlobWatch watch, params BlobChange[] expected)
    {
        HashSet<string> paths = [.. expected.Select(change => change.Path)];
        Dictionary<string, BlobChangeKind> last = [];
        while (!expected.All(change => last.TryGetValue(change.Path, out BlobChangeKind kind) && kind == change.Kind))
        {
            BlobChange change = await NextAsync(watch);
            Assert.Contains(change.Path, paths);
            last[change.Path] = change.Kind;
        }
    }

    private static IEnumerable<BlobChange> Sorted(IEnumerable<BlobChange> changes) => changes.OrderBy(c => c.Path, StringComparer.Ordinal);

    private IBlobWatch OpenWatch(string prefix = "") => Driver.Project("p").Store.OpenBlobs().OpenWatch(prefix, Debounce);

    private async Task<BlobChange> NextAsync(IBlobWatch watch)
    {
        Assert.True(await watch.MoveNextAsync(Deadline));
        return watch.Current;
    }

    private async Task<List<BlobChange>> TakeAsync(IBlobWatch watch, int count)
    {
        List<BlobChange> changes = [];
        while (changes.Count < count)
        {
            changes.Add(await NextAsync(watch));
        }

        return changes;
    }
}
