using System.Diagnostics;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Blobs;

/// <summary>What a write leaves on the disk, and what it leaves alone.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class BlobFileTests : BlobDirectoryTests
{
    [Fact]
    public async Task A_blob_is_a_file_in_the_project()
    {
        await WriteAsync("app/main.tsx", "text");
        Assert.Equal("text", await File.ReadAllTextAsync(PathOf("app/main.tsx")));
        Assert.Empty(Temporaries);
    }

    [Fact]
    public async Task A_new_file_has_the_permissions_that_the_umask_leaves_and_never_more()
    {
        await WriteAsync("d/a", "1");
        await File.WriteAllTextAsync(PathOf("by-hand"), "1");
        Directory.CreateDirectory(PathOf("by-hand.d"));
        Assert.Equal(File.GetUnixFileMode(PathOf("by-hand")), File.GetUnixFileMode(PathOf("d/a")));
        Assert.Equal(File.GetUnixFileMode(PathOf("by-hand.d")), File.GetUnixFileMode(PathOf("d")));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)]
    [InlineData(UnixFileMode.UserRead)]
    public async Task A_replaced_file_keeps_its_permissions_also_while_the_new_one_is_written(UnixFileMode mode)
    {
        await WriteAsync("run.sh", "old");
        File.SetUnixFileMode(PathOf("run.sh"), mode);
        using var cancel = new CancellationTokenSource();
        var source = new Contract.StallingStream(100);
        Task write = Files.WriteAsync("run.sh", source, cancellationToken: cancel.Token).AsTask();
        await source.Stalled.WaitAsync(Deadline);
        Assert.Equal(mode, File.GetUnixFileMode(PathOf(".meta/.incoming/" + Assert.Single(Temporaries))));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        await WriteAsync("run.sh", "new");
        Assert.Equal(mode, File.GetUnixFileMode(PathOf("run.sh")));
    }

    [Fact]
    public async Task Set_user_id_is_not_carried_over_to_a_new_content()
    {
        await WriteAsync("a", "old");
        File.SetUnixFileMode(PathOf("a"), UnixFileMode.SetUser | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await WriteAsync("a", "new");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(PathOf("a")));
    }

    [Fact]
    public async Task What_begins_with_a_dot_and_what_is_no_file_is_not_listed()
    {
        await WriteAsync("a", "1");
        await File.WriteAllTextAsync(PathOf(".env"), "1");
        Directory.CreateDirectory(PathOf(".git"));
        await File.WriteAllTextAsync(PathOf(".git/config"), "1");
        await File.WriteAllTextAsync(PathOf("back\\slash"), "1");
        Directory.CreateDirectory(PathOf("empty/within"));
        File.CreateSymbolicLink(PathOf("link"), PathOf("a"));
        File.CreateSymbolicLink(PathOf("links"), PathOf(".git"));
        Assert.Equal(["a"], await ListAsync());
        Assert.Equal(["a"], await ListAsync("a"));
    }

    [Fact]
    public async Task Nothing_is_read_written_or_deleted_through_a_link()
    {
        using var outside = new DataDirectory();
        string target = Path.Combine(outside.Path, "target");
        await File.WriteAllTextAsync(target, "outside");
        File.CreateSymbolicLink(PathOf("leaf"), target);
        File.CreateSymbolicLink(PathOf("dir"), outside.Path);
        foreach (string path in new[] { "leaf", "dir/target", "dir/new" })
        {
            await Assert.ThrowsAsync<StorageException>(async () => await Files.ReadAllTextAsync(path));
            await Assert.ThrowsAsync<StorageException>(async () => await Files.StatAsync(path));
            await Assert.ThrowsAsync<StorageException>(async () => await Files.ExistsAsync(path));
            await Assert.ThrowsAsync<StorageException>(async () => await Files.WriteAsync(path, "inside"));
            await Assert.ThrowsAsync<StorageException>(async () => await Files.DeleteAsync(path));
        }

        Assert.Equal(["target"], Directory.EnumerateFileSystemEntries(outside.Path).Select(Path.GetFileName));
        Assert.Equal("outside", await File.ReadAllTextAsync(target));
        Assert.Empty(Temporaries);
    }

    [Fact]
    public async Task A_write_to_a_hard_link_leaves_the_other_name_alone()
    {
        using var outside = new DataDirectory();
        string target = Path.Combine(outside.Path, "target");
        await File.WriteAllTextAsync(target, "outside");
        using (Process link = Process.Start("ln", [target, PathOf("a")]))
        {
            await link.WaitForExitAsync(Deadline);
        }

        Assert.Equal("outside", await Files.ReadAllTextAsync("a"));
        await WriteAsync("a", "inside");
        Assert.Equal("outside", await File.ReadAllTextAsync(target));
        await Files.DeleteAsync("a");
        Assert.True(File.Exists(target));
    }

    [Fact]
    public async Task Nothing_stays_open_but_what_somebody_reads()
    {
        var disk = new FaultyDisk { Flushes = false };
        await using var driver = new FileSystemDriver(Root.Path, null, disk);
        BlobStore files = driver.Project("p").Files;
        await files.WriteAsync("a", "1");
        await files.WriteAsync("a", "2", PutCondition.IfAbsent);
        await files.ReadAllTextAsync("a");
        await files.ListAsync(cancellationToken: Deadline).ToListAsync(Deadline);
        BlobReadStream stream = (await files.OpenReadAsync("a"))!;
        Assert.Equal(["a"], disk.OpenFiles.Values.Select(Path.GetFileName).Where(name => name != "p"));
        await stream.DisposeAsync();
        await files.DeleteAsync("a");
        Assert.DoesNotContain(disk.OpenFiles.Values, path => Path.GetFileName(path) != "p");
    }

    [Fact]
    public async Task An_empty_directory_is_in_nobodys_way()
    {
        Directory.CreateDirectory(PathOf("a/b/c"));
        Directory.CreateDirectory(PathOf("a/d"));
        await WriteAsync("a", "1");
        Assert.Equal("1", await File.ReadAllTextAsync(PathOf("a")));
    }

    [Fact]
    public async Task A_directory_with_files_that_are_no_blobs_stays()
    {
        Directory.CreateDirectory(PathOf("a/b"));
        await File.WriteAllTextAsync(PathOf("a/b/.keep"), "");
        await Assert.ThrowsAsync<StorageException>(async () => await Files.WriteAsync("a", "1"));
        await WriteAsync("a/b/c", "1");
        await Files.DeleteAsync("a/b/c");
        Assert.True(File.Exists(PathOf("a/b/.keep")));
    }

    [Fact]
    public async Task A_file_that_is_cut_while_it_is_read_is_an_error_and_no_early_end()
    {
        await WriteAsync("a", new string('x', 200_000));
        await using BlobReadStream stream = (await Files.OpenReadAsync("a"))!;
        await stream.ReadExactlyAsync(new byte[1000]);
        using (FileStream file = File.OpenWrite(PathOf("a")))
        {
            file.SetLength(50_000);
        }

        StorageException e = await Assert.ThrowsAsync<StorageException>(() => stream.CopyToAsync(Stream.Null));
        Assert.Contains("offset 50000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_is_flushed_before_its_rename_and_its_name_after()
    {
        var disk = new FaultyDisk();
        await using var driver = new FileSystemDriver(Root.Path, null, disk);
        await driver.Project("p").Files.WriteAsync("first", "makes the lock and the directory of temporaries");
        disk.ForgetCalls();
        await driver.Project("p").Files.WriteAsync("d/e/a", "1");
        string[] calls = [.. disk.CallsSoFar().Where(IsOfInterest)];
        Assert.Equal(["flush tmp", "mkdir d", "flushdir p", "mkdir e", "flushdir d", "rename a", "flushdir e"], calls.Select(Short));

        disk.ForgetCalls();
        await driver.Project("p").Files.WriteAsync("d/e/a", "2", durability: Durability.Buffered);
        Assert.Equal(["rename a"], disk.CallsSoFar().Where(IsOfInterest).Select(Short));

        disk.ForgetCalls();
        await driver.Project("p").Files.DeleteAsync("d/e/a");

        // The directories that it stood in are gone: it is in the one above them that its name is.
        Assert.Equal(
            ["delete a", "rmdir e", "rmdir d", "flushdir e", "flushdir d", "flushdir p"], disk.CallsSoFar().Where(IsOfInterest).Select(Short));

        static bool IsOfInterest(string call) =>
            (call.StartsWith("flush", StringComparison.Ordinal) || call.Split(' ')[0] is "rename" or "mkdir" or "rmdir" or "delete")
            && !call.Contains(".incoming", StringComparison.Ordinal) && !call.Contains(".locks", StringComparison.Ordinal) && !call.EndsWith(".meta", StringComparison.Ordinal);

        static string Short(string call) => call.EndsWith(".tmp", StringComparison.Ordinal) ? call.Split(' ')[0] + " tmp" : call;
    }

    [Fact]
    public async Task A_blob_can_be_opened_by_any_program_from_the_moment_at_which_it_is_in_its_place()
    {
        var disk = new FaultyDisk();
        await using var driver = new FileSystemDriver(Root.Path, null, disk);
        List<string> read = [];
        bool isPlaced = false;
        disk.OnCall = call =>
        {
            // .NET takes a lock for each file that it opens, and is refused by another one's.
            if (isPlaced && read.Count == 0)
            {
                using FileStream alone = new(PathOf("a"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                read.Add(new StreamReader(alone).ReadToEnd());
            }

            isPlaced |= call == "rename a";
            return null;
        };
        await driver.Project("p").Files.WriteAsync("a", "1");
        Assert.Equal(["1"], read);
    }

    [Fact]
    public async Task What_a_dead_writer_left_is_removed_by_the_next_process_and_what_is_being_written_is_not()
    {
        Directory.CreateDirectory(PathOf(".meta/.incoming"));
        await File.WriteAllTextAsync(PathOf(".meta/.incoming/dead.tmp"), "half");
        var source = new Contract.StallingStream(300_000);
        Task<BlobWriteResult> write = Files.WriteAsync("slow", source).AsTask();
        await source.Stalled.WaitAsync(Deadline);
        string alive = Assert.Single(Temporaries);

        await File.WriteAllTextAsync(PathOf(".meta/.incoming/dead2.tmp"), "half");
        await using (var other = new FileSystemDriver(Root.Path))
        {
            await other.Project("p").Files.WriteAsync("fast", "1");
        }

        Assert.Equal([alive], Temporaries);
        source.Release();
        Assert.IsType<BlobWriteResult.Stored>(await write);
        Assert.Equal(300_000, (await Files.StatAsync("slow"))!.Length);
        Assert.Empty(Temporaries);
    }

    [Fact]
    public async Task A_driver_that_is_disposed_while_a_blob_is_written_leaves_nothing()
    {
        var source = new Contract.StallingStream(300_000);
        Task write = Files.WriteAsync("slow", source).AsTask();
        await source.Stalled.WaitAsync(Deadline);
        await Driver.DisposeAsync();
        source.Release();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => write.WaitAsync(Deadline));
        Assert.False(File.Exists(PathOf("slow")));
        Assert.Empty(Temporaries);
    }

    [Fact]
    public async Task What_the_older_system_left_is_read_and_written()
    {
        using var older = DataDirectory.OfOlderSystem();
        await using var driver = new FileSystemDriver(older.Path);
        BlobStore files = driver.Project("p_plain").Files;
        Assert.Equal(
            ["app/main.tsx", "index.html"],
            (await files.ListAsync(cancellationToken: Deadline).ToListAsync(Deadline)).Order(StringComparer.Ordinal));
        string path = Path.Combine(older.Path, "projects", "p_plain", "index.html");
        Assert.Equal(await File.ReadAllTextAsync(path), await files.ReadAllTextAsync("index.html"));
        string etag = (await files.StatAsync("index.html"))!.ETag;
        Assert.IsType<BlobWriteResult.Stored>(await files.WriteAsync("index.html", "ours", PutCondition.IfMatch(etag)));
        Assert.Equal("ours", await File.ReadAllTextAsync(path));
    }
}
