namespace Ledgerline.Tests.Contract;

/// <summary>Paths of blobs: what breaks the rule is refused in every member, and what cannot stand side by side is refused.</summary>
public abstract class BlobPathContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private BlobStore Files => Project.Files;

    [Theory]
    [MemberData(nameof(InvalidBlobPaths.All), MemberType = typeof(InvalidBlobPaths))]
    public async Task A_path_that_breaks_the_rule_is_refused_in_every_member(string path)
    {
        await RefusedAsync(async () => await Files.ExistsAsync(path));
        await RefusedAsync(async () => await Files.StatAsync(path));
        await RefusedAsync(async () => await Files.OpenReadAsync(path));
        await RefusedAsync(async () => await Files.ReadAllBytesAsync(path));
        await RefusedAsync(async () => await Files.ReadAllTextAsync(path));
        await RefusedAsync(async () => await Files.WriteAsync(path, "1"));
        await RefusedAsync(async () => await Files.WriteAsync(path, new byte[1]));
        await RefusedAsync(async () => await Files.WriteAsync(path, new MemoryStream([1])));
        await RefusedAsync(async () => await Files.DeleteAsync(path));
        Assert.Empty(await Files.ListAsync().ToListAsync(Deadline));
    }

    [Theory]
    [MemberData(nameof(InvalidBlobPaths.Kept), MemberType = typeof(InvalidBlobPaths))]
    public async Task A_path_that_only_looks_dangerous_is_a_path(string path)
    {
        await Files.WriteAsync(path, "1", durability: Durability.Buffered);
        Assert.Equal("1", await RivalProject.Files.ReadAllTextAsync(path));
        Assert.Equal([path], await RivalProject.Files.ListAsync().ToListAsync(Deadline));
        Assert.Equal([path], await RivalProject.Files.ListAsync(path).ToListAsync(Deadline));
        Assert.IsType<BlobDeleteResult.Deleted>(await Files.DeleteAsync(path));
        Assert.Empty(await RivalProject.Files.ListAsync().ToListAsync(Deadline));
    }

    /// <summary>The older system: <c>list("../x")</c> returned everything.</summary>
    [Theory]
    [InlineData("../x")]
    [InlineData("..")]
    [InlineData("/")]
    [InlineData("a/../")]
    [InlineData(".meta/")]
    [InlineData(".m")]
    [InlineData("a\0")]
    public async Task A_prefix_that_no_path_begins_with_is_refused(string prefix)
    {
        await RefusedAsync(async () => await Files.ListAsync(prefix).ToListAsync(Deadline));
        await RefusedAsync(async () => await Files.WatchAsync(prefix).FirstAsync(Deadline));
        Assert.ThrowsAny<ArgumentException>(() => Files.Subscribe(_ => { }, prefix));
    }

    [Fact]
    public async Task Null_where_a_value_is_needed_is_refused()
    {
        await NullRefusedAsync(async () => await Files.ExistsAsync(null!));
        await NullRefusedAsync(async () => await Files.StatAsync(null!));
        await NullRefusedAsync(async () => await Files.OpenReadAsync(null!));
        await NullRefusedAsync(async () => await Files.ReadAllBytesAsync(null!));
        await NullRefusedAsync(async () => await Files.ReadAllTextAsync(null!));
        await NullRefusedAsync(async () => await Files.WriteAsync(null!, ""));
        await NullRefusedAsync(async () => await Files.WriteAsync(null!, Stream.Null));
        await NullRefusedAsync(async () => await Files.WriteAsync(null!, new byte[1]));
        await NullRefusedAsync(async () => await Files.WriteAsync("a", (string)null!));
        await NullRefusedAsync(async () => await Files.WriteAsync("a", (Stream)null!));
        await NullRefusedAsync(async () => await Files.DeleteAsync(null!));
        Assert.Throws<ArgumentNullException>(() => Files.Subscribe(null!));
    }

    [Fact]
    public async Task Values_out_of_range_are_refused()
    {
        await Files.WriteAsync("a", "1");
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Files.OpenReadAsync("a", -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Files.OpenReadAsync("a", 0, -1));
        await RefusedAsync(async () => await Files.DeleteAsync("a", ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => Files.WatchAsync(debounce: TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Files.WatchAsync(debounce: TimeSpan.FromDays(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Files.Subscribe(_ => { }, debounce: TimeSpan.FromTicks(-1)));
        using var closed = new MemoryStream();
        closed.Close();
        await RefusedAsync(async () => await Files.WriteAsync("a", closed));
        Assert.Equal("1", await Files.ReadAllTextAsync("a"));
    }

    [Fact]
    public async Task Below_a_blob_there_can_be_none()
    {
        await Files.WriteAsync("a/b", "1");
        foreach (string path in new[] { "a/b/c", "a/b/c/d" })
        {
            StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await Files.WriteAsync(path, "2"));
            Assert.Contains("'a/b' is a blob, and there can be none below it", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["a/b"], await Files.ListAsync().ToListAsync(Deadline));
        Assert.Equal("1", await Files.ReadAllTextAsync("a/b"));
        await Files.DeleteAsync("a/b");
        await Files.WriteAsync("a/b/c/d", "2");
        Assert.Equal("2", await Files.ReadAllTextAsync("a/b/c/d"));
    }

    [Fact]
    public async Task What_has_blobs_below_it_cannot_be_one()
    {
        await Files.WriteAsync("a/b/c", "1");
        foreach (string path in new[] { "a", "a/b" })
        {
            StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await Files.WriteAsync(path, "2"));
            Assert.Contains($"there are files below '{path}/'", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal("1", await Files.ReadAllTextAsync("a/b/c"));
    }

    [Fact]
    public async Task Deleting_the_last_blob_below_a_path_makes_room_for_one_there()
    {
        await Files.WriteAsync("a/b/c", "1");
        await Files.WriteAsync("a/d", "2");
        await RivalProject.Files.DeleteAsync("a/b/c");
        await Files.WriteAsync("a/b", "3");
        await Files.DeleteAsync("a/d");
        await Files.DeleteAsync("a/b");
        await Files.WriteAsync("a", "4");
        Assert.Equal(["a"], await RivalProject.Files.ListAsync().ToListAsync(Deadline));
        Assert.Equal("4", await RivalProject.Files.ReadAllTextAsync("a"));
    }

    private static Task<ArgumentException> RefusedAsync(Func<Task> call) => Assert.ThrowsAnyAsync<ArgumentException>(call);

    private static Task<ArgumentNullException> NullRefusedAsync(Func<Task> call) => Assert.ThrowsAsync<ArgumentNullException>(call);
}
