namespace Ledgerline.Tests.FileSystem.RealDisk;

/// <summary>A file system without room or inodes: writes of blobs are refused and say so, the old ones stay, nothing unfinished does.</summary>
public sealed class FullDiskBlobTests
{
    [MountFact]
    public async Task Without_room_the_old_blob_stays_and_writes_go_on_when_there_is_room_again()
    {
        using var mount = new MountedDirectory("size=2m");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        BlobStore files = driver.Project("p").Files;
        await files.WriteAsync("dir/a", "old");
        for (int round = 0; round < 3; round++)
        {
            mount.Fill(bytes: 100_000);
            foreach (Durability durability in Enum.GetValues<Durability>())
            {
                using var stream = new MemoryStream(new byte[500_000]);
                await RefusedAsync(async () => await files.WriteAsync("dir/a", stream, durability: durability));
                await RefusedAsync(async () => await files.WriteAsync("new/b", new byte[500_000], PutCondition.IfAbsent, durability));
            }

            Assert.Equal("old", await files.ReadAllTextAsync("dir/a"));
            Assert.Equal(["dir/a"], await files.ListAsync().ToListAsync());
            Assert.Empty(Directory.GetFiles(mount.Path, "*.tmp", SearchOption.AllDirectories));

            // What was refused takes no room: what is small still finds some.
            await files.WriteAsync("small", "x");
            Assert.IsType<BlobDeleteResult.Deleted>(await files.DeleteAsync("small"));
            mount.Empty();
            await files.WriteAsync("dir/a", new byte[500_000]);
            await files.WriteAsync("dir/a", "old");
        }
    }

    [MountFact]
    public async Task Without_inodes_the_old_blob_stays_and_can_be_deleted()
    {
        using var mount = new MountedDirectory("size=4m,nr_inodes=40");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        BlobStore files = driver.Project("p").Files;
        await files.WriteAsync("a", "old");
        await files.WriteAsync("b", "old");
        string filler = Directory.CreateDirectory(mount.Filler).FullName;
        for (int i = 0; Record.Exception(() => File.WriteAllText(Path.Combine(filler, $"{i}"), "")) is null; i++)
        {
        }

        await RefusedAsync(async () => await files.WriteAsync("a", "new"));
        await RefusedAsync(async () => await files.WriteAsync("dir/c", "new"));
        Assert.Equal("old", await files.ReadAllTextAsync("a"));
        Assert.IsType<BlobDeleteResult.Deleted>(await files.DeleteAsync("b"));
        await files.WriteAsync("a", "new");
        Assert.Equal("new", await files.ReadAllTextAsync("a"));
        Assert.Equal(["a"], await files.ListAsync().ToListAsync());
    }

    private static async Task RefusedAsync(Func<Task> write)
    {
        StorageException refused = await Assert.ThrowsAsync<StorageException>(write);
        Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Make room", refused.Message, StringComparison.Ordinal);
    }
}
