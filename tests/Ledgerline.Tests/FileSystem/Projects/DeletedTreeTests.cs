using System.Text;

namespace Ledgerline.Tests.FileSystem.Projects;

/// <summary>Whatever stands in a project's directory goes with it, whatever it leads to stays, and deleting takes little.</summary>
public sealed class DeletedTreeTests : IAsyncLifetime, IDisposable
{
    private const int Depth = 3000;
    private const int MostDescriptors = 8;

    private readonly DataDirectory _directory = DataDirectory.InMemory();
    private readonly DataDirectory _outside = DataDirectory.InMemory();
    private readonly FileSystemDriver _driver;

    public DeletedTreeTests() => _driver = new FileSystemDriver(_directory.Path);

    private string ProjectPath => Path.Combine(_directory.Path, "projects", "p");

    private string Deleted => Path.Combine(_directory.Path, "projects", ".deleted");

    public Task InitializeAsync() => _driver.CreateProjectAsync("p");

    public async Task DisposeAsync() => await _driver.DisposeAsync();

    public void Dispose()
    {
        _directory.Dispose();
        _outside.Dispose();
    }

    [Fact]
    public async Task Directories_deeper_than_any_path_is_long()
    {
        // From the innermost, because no path leads to it.
        string inner = Path.Combine(_directory.Path, "inner");
        Directory.CreateDirectory(inner);
        await File.WriteAllTextAsync(Path.Combine(inner, "file"), "1");
        for (int i = 0; i < Depth; i++)
        {
            string outer = Path.Combine(_directory.Path, "outer");
            Directory.CreateDirectory(outer);
            Directory.Move(inner, Path.Combine(outer, "a-name-of-some-length"));
            await File.WriteAllTextAsync(Path.Combine(outer, "file"), "1");
            Directory.Move(outer, inner);
        }

        Directory.Move(inner, Path.Combine(ProjectPath, "deep"));
        await AssertDeletesAsync();
    }

    [Fact]
    public async Task A_directory_of_very_many_files()
    {
        string many = Path.Combine(ProjectPath, "many");
        Directory.CreateDirectory(many);
        for (int i = 0; i < 20_000; i++)
        {
            File.OpenHandle(Path.Combine(many, $"{i}"), FileMode.CreateNew, FileAccess.Write).Dispose();
        }

        await AssertDeletesAsync();
    }

    [Fact]
    public async Task Very_many_directories_that_are_not_empty()
    {
        for (int i = 0; i < 2000; i++)
        {
            Directory.CreateDirectory(Path.Combine(ProjectPath, $"{i % 40}", $"{i}", "x"));
        }

        await AssertDeletesAsync();
    }

    [Fact]
    public async Task Names_that_are_no_text()
    {
        // The shell's, because no .NET call takes such names.
        using (var shell = System.Diagnostics.Process.Start("sh", ["-c", "cd \"$1\" && mkdir -p \"$(printf 'd\\377/e\\376')\" && : > \"$(printf 'f\\200')\" && : > \"$(printf 'd\\377/e\\376/g')\"", "sh", ProjectPath]))
        {
            await shell.WaitForExitAsync();
            Assert.Equal(0, shell.ExitCode);
        }

        await AssertDeletesAsync();
    }

    [Fact]
    public async Task What_links_lead_to_stays()
    {
        string directory = Path.Combine(_outside.Path, "directory");
        string file = Path.Combine(directory, "file");
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(file, "stays");
        Directory.CreateDirectory(Path.Combine(ProjectPath, "sub"));
        Directory.CreateSymbolicLink(Path.Combine(ProjectPath, "sub", "directory"), directory);
        Directory.CreateSymbolicLink(Path.Combine(ProjectPath, "root"), "/");
        File.CreateSymbolicLink(Path.Combine(ProjectPath, "file"), file);
        File.CreateSymbolicLink(Path.Combine(ProjectPath, "nowhere"), "nothing");
        Directory.CreateSymbolicLink(Path.Combine(ProjectPath, "loop"), ".");
        await AssertDeletesAsync();
        Assert.Equal("stays", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_link_in_the_place_of_a_project_is_no_project_and_stays_with_what_it_leads_to()
    {
        string target = Path.Combine(_outside.Path, "target");
        Directory.CreateDirectory(Path.Combine(target, ".meta"));
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "projects", "linked"), target);
        Assert.False(await _driver.DeleteProjectAsync("linked"));
        Assert.True(Directory.Exists(Path.Combine(target, ".meta")));
        Assert.Equal(["p"], await _driver.ListProjectIdsAsync().ToListAsync());
    }

    [Fact]
    public async Task What_a_link_leads_to_that_is_put_in_the_place_of_a_directory_while_it_is_deleted_stays()
    {
        string outside = Path.Combine(_outside.Path, "directory");
        Directory.CreateDirectory(Path.Combine(outside, "inner"));
        string file = Path.Combine(outside, "inner", "file");
        await File.WriteAllTextAsync(file, "stays");
        for (int round = 0; round < 60; round++)
        {
            await _driver.CreateProjectAsync("p");
            for (int i = 0; i < 50; i++)
            {
                Directory.CreateDirectory(Path.Combine(ProjectPath, $"{i}", "inner", "x"));
                await File.WriteAllTextAsync(Path.Combine(ProjectPath, $"{i}", "inner", "file"), "goes");
            }

            using var stop = new CancellationTokenSource();
            Task swapping = Task.Run(() => Swap(outside, stop.Token));
            Exception? told = await Record.ExceptionAsync(() => _driver.DeleteProjectAsync("p"));
            await stop.CancelAsync();
            await swapping;
            Assert.True(told is null or StorageException, $"{told}");
            await _driver.DeleteProjectAsync("p");
            Assert.Empty(Directory.EnumerateFileSystemEntries(Deleted));
            Assert.Equal("stays", await File.ReadAllTextAsync(file));
        }
    }

    [Fact]
    public async Task What_cannot_be_removed_is_told_with_its_place_and_goes_by_the_next_deletion()
    {
        var disk = new FaultyDisk { Flushes = false };
        await using var driver = new FileSystemDriver(_directory.Path, null, disk);
        Directory.CreateDirectory(Path.Combine(ProjectPath, "sub"));
        await File.WriteAllTextAsync(Path.Combine(ProjectPath, "sub", "stubborn"), "1");
        await File.WriteAllTextAsync(Path.Combine(ProjectPath, "sub", "file"), "1");
        disk.OnCall = call => call == "delete stubborn"
            ? new StorageException("delete", Path.Combine(Deleted, "stubborn"), "Permission denied", "Look at the test.")
            : null;
        StorageException e = await Assert.ThrowsAsync<StorageException>(() => driver.DeleteProjectAsync("p"));
        Assert.Contains(Deleted, e.Message, StringComparison.Ordinal);
        Assert.Equal(["stubborn"], Directory.EnumerateFiles(Deleted, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.Empty(await driver.ListProjectIdsAsync().ToListAsync());

        // It is no part of any project.
        Assert.True(await driver.CreateProjectAsync("p"));
        Assert.True(await driver.DeleteProjectAsync("p").ContinueWith(t => t.IsFaulted, TaskScheduler.Default));
        disk.OnCall = static _ => null;
        Assert.False(await driver.DeleteProjectAsync("p"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Deleted));
    }

    [Fact]
    public async Task What_a_deletion_has_left_goes_when_the_root_is_opened_and_what_cannot_go_is_told_to_the_logger()
    {
        Directory.CreateDirectory(Path.Combine(Deleted, "p.1", "sub", "sub"));
        await File.WriteAllTextAsync(Path.Combine(Deleted, "p.1", "sub", "file"), "1");
        await File.WriteAllTextAsync(Path.Combine(Deleted, "q.2"), "1");
        var logger = new RecordingLogger();
        var disk = new FaultyDisk { OnCall = static call => call == "delete q.2" ? FaultyDisk.Failure : null };
        await using (new FileSystemDriver(_directory.Path, new FileSystemDriverOptions { Logger = logger }, disk))
        {
        }

        Assert.Equal(FaultyDisk.Failure, Assert.Single(logger.Told).Failure);
        Assert.Equal(["q.2"], Directory.EnumerateFileSystemEntries(Deleted).Select(Path.GetFileName));

        // In the background, for a driver that is not a test's.
        await using var driver = new FileSystemDriver(_directory.Path);
        for (int i = 0; Directory.EnumerateFileSystemEntries(Deleted).Any(); i++)
        {
            Assert.True(i < 3000);
            await Task.Delay(10);
        }

        Assert.Equal(["p"], await driver.ListProjectIdsAsync().ToListAsync());
    }

    private async Task AssertDeletesAsync()
    {
        int most = 0;
        using var stop = new CancellationTokenSource();
        Task watching = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                most = Math.Max(most, Notifications.Descriptors(_directory.Path));
            }
        });
        Assert.True(await _driver.DeleteProjectAsync("p"));
        await stop.CancelAsync();
        await watching;
        Assert.InRange(most, 0, MostDescriptors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Deleted));
        Assert.Equal([".deleted"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Deleted)!).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_directory.Path, ".locks")));
    }

    /// <summary>Puts links in the place of directories, wherever they have got to by now.</summary>
    private void Swap(string outside, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (string place in new[] { ProjectPath, Deleted })
            {
                try
                {
                    // Outer ones as they are, for the links in them; inner ones by links.
                    foreach (string outer in Directory.GetDirectories(place))
                    {
                        foreach (string inner in new DirectoryInfo(outer).LinkTarget is null ? Directory.GetDirectories(outer) : [])
                        {
                            if (new DirectoryInfo(inner).LinkTarget is null)
                            {
                                Directory.Move(inner, Path.Combine(_outside.Path, Guid.NewGuid().ToString()));
                                Directory.CreateSymbolicLink(inner, outside);
                            }
                        }

                        if (Random.Shared.Next(4) == 0)
                        {
                            Directory.Move(outer, Path.Combine(_outside.Path, Guid.NewGuid().ToString()));
                            Directory.CreateSymbolicLink(outer, outside);
                        }
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // It has gone from under this.
                }
            }
        }
    }
}
