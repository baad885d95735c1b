namespace Ledgerline.Tests.FileSystem;

/// <summary>A root that cannot be used is told in one sentence that says what to do.</summary>
public sealed class BadRootTests : IDisposable
{
    private readonly DataDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_root_that_is_a_file()
    {
        string file = Path.Combine(_directory.Path, "file");
        File.WriteAllText(file, "");
        StorageException e = Assert.Throws<StorageException>(() => new FileSystemDriver(file));
        Assert.Equal(file, e.Target);
        Assert.Contains("must be a directory", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_below_a_file()
    {
        string file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "");
        await using var driver = new FileSystemDriver(Path.Combine(file, "root"));
        StorageException e = await Assert.ThrowsAsync<StorageException>(() => driver.CreateProjectAsync("p"));
        Assert.Contains("A file stands where a directory is expected", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_where_nobody_may_write()
    {
        // Not even root makes directories in sysfs.
        await using var driver = new FileSystemDriver("/sys/kernel");
        StorageException e = await Assert.ThrowsAsync<StorageException>(() => driver.CreateProjectAsync("p"));
        Assert.Equal("/sys/kernel/projects", e.Target);
        Assert.Matches("Run as a user who may write there|mounted read-only", e.Message);
    }

    [Fact]
    public async Task A_root_that_does_not_exist_has_no_projects_and_is_made_by_the_first()
    {
        string root = Path.Combine(_directory.Path, "a", "b");
        await using var driver = new FileSystemDriver(root);
        Assert.Empty(await driver.ListProjectIdsAsync().ToListAsync());
        await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await driver.Project("p").History.AppendAsync(default));
        Assert.False(Directory.Exists(root));
        Assert.True(await driver.CreateProjectAsync("p"));
        Assert.Equal(["p"], await driver.ListProjectIdsAsync().ToListAsync());
    }

    [Fact]
    public async Task A_directory_where_the_log_should_be()
    {
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.CreateProjectAsync("p");
        Directory.CreateDirectory(_directory.Log("p"));
        StorageException onAppend = await Assert.ThrowsAsync<StorageException>(async () => await driver.Project("p").History.AppendAsync(default));
        StorageException onRead = await Assert.ThrowsAsync<StorageException>(async () => await driver.Project("p").History.ReadAsync().ToListAsync());
        Assert.All([onAppend, onRead], e => Assert.Contains("A directory stands where a file is expected", e.Message, StringComparison.Ordinal));
    }
}
