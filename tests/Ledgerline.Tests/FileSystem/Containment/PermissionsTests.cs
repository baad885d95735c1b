using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>New files are open to whom the umask says and to nobody else; what root makes for somebody is theirs.</summary>
public sealed class PermissionsTests : IDisposable
{
    private const uint Somebody = 12345;

    private readonly DataDirectory _directory = DataDirectory.InMemory();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("077", 0b110_000_000, 0b111_000_000)]
    [InlineData("002", 0b110_110_100, 0b111_111_101)]
    [InlineData("027", 0b110_100_000, 0b111_101_000)]
    [InlineData("000", 0b110_110_110, 0b111_111_111)]
    public async Task New_files_and_directories_have_what_the_umask_leaves_also_in_a_directory_that_is_open_to_all(
        string umask, uint filePermissions, uint directoryPermissions)
    {
        string project = Path.Combine(_directory.Path, "projects", "p");
        Directory.CreateDirectory(project);
        foreach (string open in (string[])[_directory.Path, Path.GetDirectoryName(project)!, project])
        {
            SystemCalls.ChangeMode(open, 0b111_111_111);
        }

        foreach (string[] command in (string[][])[["append", _directory.Path, "p", "3", "a", "Flushed"], ["count", _directory.Path, "p", "3", "key"]])
        {
            using WorkerProcess worker = WorkerProcess.StartWithUmask(umask, command);
            await worker.CompleteAsync();
        }

        string[] made = [.. Everything().Where(path => path != project && path != Path.GetDirectoryName(project))];
        Assert.Superset(
            new HashSet<string>([".meta", "history.jsonl", "history.jsonl.lock", "key.json", ".lock", ".locks", "p"]),
            made.Select(path => Path.GetFileName(path)).ToHashSet());
        Assert.All(made, path =>
        {
            FileStatus status = Disk.Real.Status(path)!.Value;
            Assert.Equal((path, status.IsDirectory ? directoryPermissions : filePermissions), (path, status.Owner.Permissions));
        });
    }

    [Fact]
    public async Task Companions_and_replaced_files_have_the_permissions_of_the_log_and_the_document()
    {
        string log = _directory.WithLog("p", """{"seq":1,"ts":1,"data":{}}"""u8);
        string document = Path.Combine(Path.GetDirectoryName(log)!, "a.json");
        await File.WriteAllTextAsync(document, "{}");
        SystemCalls.ChangeMode(log, 0b110_110_000);
        SystemCalls.ChangeMode(document, 0b110_110_000);
        await using (var driver = new FileSystemDriver(_directory.Path))
        {
            await driver.Project("p").History.AppendAsync(JsonPayload.Parse("{}"));
            await driver.Project("p").History.TruncateBeforeAsync(1);
            await driver.Project("p").Meta.PutAsync("a", JsonPayload.Parse("[]"));
        }

        Assert.All((string[])[log, log + ".lock", log + ".head", document], path =>
            Assert.Equal((path, 0b110_110_000u), (path, Disk.Real.Status(path)!.Value.Owner.Permissions)));
    }

    [RootFact]
    public async Task What_root_makes_in_somebodys_directory_is_theirs()
    {
        SystemCalls.ChangeOwner(_directory.Path, Somebody, Somebody);
        await using (var driver = new FileSystemDriver(_directory.Path))
        {
            await driver.CreateProjectAsync("p");
            AppendLog<JsonPayload> log = driver.Project("p").History;
            await log.AppendAsync(JsonPayload.Parse("{}"));
            await log.AppendAsync(JsonPayload.Parse("{}"));
            await log.TruncateBeforeAsync(1);
            await driver.Project("p").Log("runs", "r").AppendAsync(JsonPayload.Parse("{}"));
            await driver.Project("p").Meta.PutAsync("a", JsonPayload.Parse("{}"));
            await driver.Shared.Meta.PutAsync("s", JsonPayload.Parse("{}"));
        }

        Assert.All(Everything(), path => Assert.Equal((path, Somebody, Somebody), (path, OwnerOf(path).User, OwnerOf(path).Group)));
    }

    [RootFact]
    public async Task What_root_makes_in_its_own_directory_is_its_own()
    {
        await using (var driver = new FileSystemDriver(_directory.Path))
        {
            await driver.CreateProjectAsync("p");
            await driver.Project("p").History.AppendAsync(JsonPayload.Parse("{}"));
        }

        Assert.All(Everything(), path => Assert.Equal((path, 0u), (path, OwnerOf(path).User)));
    }

    private static FileOwner OwnerOf(string path) => Disk.Real.Status(path)!.Value.Owner;

    private string[] Everything() =>
        Directory.GetFileSystemEntries(_directory.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 });
}
