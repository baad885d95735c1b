namespace Ledgerline.Tests.FileSystem.RealDisk;

/// <summary>A file system without room or inodes: puts are refused and say so, the old value stays, and puts go on afterwards.</summary>
public sealed class FullDiskDocumentTests
{
    [MountFact]
    public async Task Without_room_the_old_value_stays_and_puts_go_on_when_there_is_room_again()
    {
        using var mount = new MountedDirectory("size=1m");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        (JsonKv<JsonPayload> Store, Func<FileSystemDriver, JsonKv<JsonPayload>> Open)[] stores =
            [(Meta(driver), Meta), (driver.Shared.Meta, static other => other.Shared.Meta)];
        foreach ((JsonKv<JsonPayload> store, _) in stores)
        {
            await store.PutAsync("a", Payload(100));
        }

        for (int round = 0; round < 3; round++)
        {
            mount.Fill(bytes: 40_000);
            foreach ((JsonKv<JsonPayload> store, Func<FileSystemDriver, JsonKv<JsonPayload>> open) in stores)
            {
                foreach (Durability durability in Enum.GetValues<Durability>())
                {
                    await RefusedAsync(async () => await store.PutAsync("a", Payload(100_000), durability: durability));
                    await RefusedAsync(async () => await store.PutAsync("new", Payload(100_000), PutCondition.IfAbsent, durability));
                    await RefusedAsync(async () => await store.UpdateAsync("a", _ => Payload(100_000), durability));
                }

                await CheckAsync(mount, store, "a", 100 + round, open);
            }

            // A deletion needs no room, and makes some.
            await stores[0].Store.PutAsync("short", Payload(10));
            Assert.IsType<KvDeleteResult.Deleted>(await stores[0].Store.DeleteAsync("short"));
            mount.Empty();
            foreach ((JsonKv<JsonPayload> store, Func<FileSystemDriver, JsonKv<JsonPayload>> open) in stores)
            {
                await store.PutAsync("a", Payload(100_000));
                await CheckAsync(mount, store, "a", 100_000, open);
                await store.PutAsync("a", Payload(101 + round));
            }
        }
    }

    [MountFact]
    public async Task Without_room_everyone_who_puts_is_refused_or_acknowledged_rightly()
    {
        using var mount = new MountedDirectory("size=1m");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        JsonKv<JsonPayload> store = driver.Project("p").Meta;
        mount.Fill(bytes: 200_000);
        Dictionary<string, int> stored = [];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(async () =>
        {
            for (int length = 1000; length < 60_000; length += 1777)
            {
                try
                {
                    await store.PutAsync($"k{n}", Payload(length));
                    lock (stored)
                    {
                        stored[$"k{n}"] = length;
                    }
                }
                catch (StorageException)
                {
                    // Refused: what is there must be what was acknowledged last.
                }
            }
        })));
        Assert.NotEmpty(stored);
        Assert.Equal(stored.Keys.Order(StringComparer.Ordinal), await store.ListAsync().ToListAsync());
        foreach ((string key, int length) in stored)
        {
            await CheckAsync(mount, store, key, length);
        }
    }

    [MountFact]
    public async Task Without_inodes_the_old_value_stays_and_can_be_deleted()
    {
        using var mount = new MountedDirectory("size=4m,nr_inodes=40");
        await using var driver = new FileSystemDriver(mount.Path);
        await driver.CreateProjectAsync("p");
        JsonKv<JsonPayload> store = driver.Project("p").Meta;
        await store.PutAsync("a", Payload(1));
        await store.PutAsync("b", Payload(2));
        string filler = Directory.CreateDirectory(mount.Filler).FullName;
        for (int i = 0; Record.Exception(() => File.WriteAllText(Path.Combine(filler, $"{i}"), "")) is null; i++)
        {
        }

        await RefusedAsync(async () => await store.PutAsync("a", Payload(3)));
        await RefusedAsync(async () => await store.UpdateAsync("a", _ => Payload(3)));
        await CheckAsync(mount, store, "a", 1);
        await CheckAsync(mount, store, "b", 2);
        Assert.IsType<KvDeleteResult.Deleted>(await store.DeleteAsync("b"));
        await store.PutAsync("a", Payload(4));
        await CheckAsync(mount, store, "a", 4);
        Assert.Equal(["a"], await store.ListAsync().ToListAsync());
    }

    private static async Task RefusedAsync(Func<Task> put)
    {
        StorageException refused = await Assert.ThrowsAsync<StorageException>(put);
        Assert.Contains("No space left", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Make room", refused.Message, StringComparison.Ordinal);
    }

    private static JsonKv<JsonPayload> Meta(FileSystemDriver driver) => driver.Project("p").Meta;

    private static JsonPayload Payload(int length) => JsonPayload.Parse($"\"{new string('x', length)}\"");

    /// <summary>The document is what was acknowledged, here and for another driver, and nothing unfinished is left.</summary>
    private static async Task CheckAsync(
        MountedDirectory mount, JsonKv<JsonPayload> store, string key, int length, Func<FileSystemDriver, JsonKv<JsonPayload>>? open = null)
    {
        await using var other = new FileSystemDriver(mount.Path);
        foreach (JsonKv<JsonPayload> view in new[] { store, (open ?? Meta)(other) })
        {
            Assert.Equal(length + 2, Assert.IsType<KvGetResult<JsonPayload>.Found>(await view.GetAsync(key)).Value.Utf8.Length);
        }

        Assert.Empty(Directory.GetFiles(mount.Path, "*.tmp", SearchOption.AllDirectories));
    }
}
