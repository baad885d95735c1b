using Ledgerline.FileSystem;
using Ledgerline.Tests.FileSystem.RealDisk;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>On a file system that takes two names for one, the second is refused: neither can overwrite the other, or read it.</summary>
public sealed class CaseFoldingTests : IDisposable
{
    private readonly MountedDirectory _mounted = MountedDirectory.FoldingCase()!;

    private string Root => Path.Combine(_mounted.Path, "root");

    public void Dispose() => _mounted.Dispose();

    [FoldingFact]
    public async Task Names_in_another_case_are_refused_for_projects_logs_keys_and_sets()
    {
        await using (var driver = new FileSystemDriver(Root))
        {
            await driver.CreateProjectAsync("p");
            Project project = driver.Project("p");
            await project.Log("log").AppendAsync(JsonPayload.Parse("1"));
            await project.Log("runs", "key").AppendAsync(JsonPayload.Parse("1"));
            await project.Meta.PutAsync("doc", JsonPayload.Parse("1"));
            await RefusedAsync("p", async () => await driver.Project("P").Log("log").AppendAsync(JsonPayload.Parse("2")));
            await RefusedAsync("p", async () => await driver.CreateProjectAsync("P"));
            await RefusedAsync("log.jsonl", async () => await project.Log("LOG").ReadAsync().ToListAsync());
            await RefusedAsync("log.jsonl.lock", async () => await project.Log("LOG").AppendAsync(JsonPayload.Parse("2")));
            await RefusedAsync("runs", async () => await project.Log("Runs", "key").AppendAsync(JsonPayload.Parse("2")));
            await RefusedAsync("key.jsonl", async () => await project.Log("runs", "Key").ReadAsync().ToListAsync());
            await RefusedAsync("doc.json", async () => await project.Meta.GetAsync("Doc"));
            await RefusedAsync("doc.json", async () => await project.Meta.PutAsync("Doc", JsonPayload.Parse("2")));
            await RefusedAsync("doc.json", async () => await project.Meta.DeleteAsync("Doc"));
            Assert.Equal(["p"], await driver.ListProjectIdsAsync().ToListAsync());
        }

        await using var again = new FileSystemDriver(Root);
        Assert.Equal(2, (await again.Project("p").Log("log").AppendAsync(JsonPayload.Parse("2"))).FirstSeq);
        Assert.Equal("1", Assert.IsType<KvGetResult<JsonPayload>.Found>(await again.Project("p").Meta.GetAsync("doc")).Value.ToString());
    }

    [FoldingFact]
    public void The_disk_refuses_to_replace_and_to_remove_by_another_spelling()
    {
        var disk = new LinuxDisk(Root);
        disk.CreateDirectory(Path.Combine(Root, "projects"));
        foreach (string name in (string[])["projects/a", "projects/b"])
        {
            using DiskFile? made = disk.Open(Path.Combine(Root, name), DiskOpen.CreateNew);
        }

        string a = Path.Combine(Root, "projects", "A"), b = Path.Combine(Root, "projects", "b");
        Refused("a", () => disk.Rename(b, a));
        Refused("a", () => disk.Rename(a, b));
        Refused("a", () => disk.Delete(a));
        Refused("a", () => disk.Status(a));
        Refused("a", () => disk.Open(a, DiskOpen.Create));
        Refused("projects", () => disk.CreateDirectory(Path.Combine(Root, "Projects")));
        Refused("projects", () => disk.List(Path.Combine(Root, "Projects")));
        Assert.Equal(["a", "b"], disk.List(Path.Combine(Root, "projects"))!.Select(entry => entry.Name).Order(StringComparer.Ordinal));
    }

    private static void Refused(string spelling, Action call) => CheckNames(spelling, Assert.Throws<StorageException>(call));

    private static async Task RefusedAsync(string spelling, Func<Task> call) =>
        CheckNames(spelling, await Assert.ThrowsAsync<StorageException>(call));

    private static void CheckNames(string spelling, StorageException e)
    {
        Assert.Contains($"the file system takes '{spelling}', which stands there, for the same name", e.Message, StringComparison.Ordinal);
        Assert.Contains(spelling, e.Target, StringComparison.OrdinalIgnoreCase);
    }
}
