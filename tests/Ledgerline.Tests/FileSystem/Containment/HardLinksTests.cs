using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>What is written in the root never shows under another name that somebody gave a file, or that a file was given.</summary>
public sealed class HardLinksTests : IDisposable
{
    private const string Entry = """{"seq":1,"ts":1,"data":{}}""" + "\n";

    private readonly DataDirectory _directory = DataDirectory.InMemory();

    private string Other => Path.Combine(_directory.Path, "other");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Entry)]
    [InlineData(Entry + """{"seq":2,"ts":""")]
    [InlineData("""{"seq":1,"ts":1,"data":{}}""")]
    public async Task A_log_with_another_name_is_written_anew_before_anything_is_appended_or_mended(string content)
    {
        string log = Share(_directory.WithLog("p", System.Text.Encoding.UTF8.GetBytes(content)));
        await using var driver = new FileSystemDriver(_directory.Path);
        Assert.Equal(2, (await driver.Project("p").History.AppendAsync(JsonPayload.Parse("{}"))).FirstSeq);
        Assert.Equal(content, await File.ReadAllTextAsync(Other));

        // Also where it is backed up while a driver has it open.
        File.Delete(Other);
        Share(log);
        byte[] before = await File.ReadAllBytesAsync(Other);
        Assert.Equal(3, (await driver.Project("p").History.AppendAsync(JsonPayload.Parse("{}"))).FirstSeq);
        Assert.Equal(before, await File.ReadAllBytesAsync(Other));
        Assert.Equal([1, 2, 3], await driver.Project("p").History.ReadAsync().Select(entry => entry.Seq).ToListAsync());
    }

    [Fact]
    public async Task A_repair_leaves_the_other_name_as_it_is()
    {
        Share(_directory.WithLog("p", "damage\n{\"seq\":2,\"ts\":1,\"data\":{}}\n"u8));
        await using var driver = new FileSystemDriver(_directory.Path);
        await driver.Project("p").History.RepairAsync();
        Assert.Equal("damage\n{\"seq\":2,\"ts\":1,\"data\":{}}\n", await File.ReadAllTextAsync(Other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("somebody's password")]
    public async Task A_lock_with_another_name_is_never_written_to(string content)
    {
        string log = _directory.WithLog("p", System.Text.Encoding.UTF8.GetBytes(Entry + Entry.Replace(":1,\"ts", ":2,\"ts", StringComparison.Ordinal)));
        await File.WriteAllTextAsync(log + ".lock", content);
        Share(log + ".lock");
        FileStatus before = Disk.Real.Status(Other)!.Value;
        await using var driver = new FileSystemDriver(_directory.Path);
        StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await driver.Project("p").History.TruncateBeforeAsync(1));
        Assert.Contains("it is a hard link", e.Message, StringComparison.Ordinal);
        Assert.Equal(log + ".lock", e.Target);
        Assert.Equal(before, Disk.Real.Status(Other));
        Assert.Equal(content, await File.ReadAllTextAsync(Other));
    }

    [Fact]
    public async Task A_quarantine_with_another_name_is_never_written_to()
    {
        string log = _directory.WithLog("p", System.Text.Encoding.UTF8.GetBytes(Entry + """{"seq":2,"ts":"""));
        await File.WriteAllTextAsync(log + ".quarantine", "somebody's");
        SystemCalls.ChangeMode(log + ".quarantine", 0b110_000_000);
        Share(log + ".quarantine");
        FileStatus before = Disk.Real.Status(Other)!.Value;
        await using var driver = new FileSystemDriver(_directory.Path);
        StorageException e = await Assert.ThrowsAsync<StorageException>(async () => await driver.Project("p").History.AppendAsync(JsonPayload.Parse("{}")));
        Assert.Equal(log + ".quarantine", e.Target);
        Assert.Equal(before, Disk.Real.Status(Other));
    }

    [Theory]
    [InlineData("history.jsonl.head")]
    [InlineData("history.jsonl.head.tmp")]
    [InlineData("history.jsonl.tmp")]
    [InlineData("a.json")]
    [InlineData("a.json.tmp")]
    public async Task What_is_replaced_leaves_the_other_name_as_it_is(string name)
    {
        string log = _directory.WithLog("p", System.Text.Encoding.UTF8.GetBytes(Entry));
        string path = Path.Combine(Path.GetDirectoryName(log)!, name);
        await using var driver = new FileSystemDriver(_directory.Path);
        Project project = driver.Project("p");
        await project.History.AppendAsync(JsonPayload.Parse("{}"));
        await project.History.TruncateBeforeAsync(1);
        await project.Meta.PutAsync("a", JsonPayload.Parse("[]"));
        if (!File.Exists(path))
        {
            await File.WriteAllTextAsync(path, "somebody's");
        }

        byte[] before = await File.ReadAllBytesAsync(path);
        Share(path);
        await project.History.AppendAsync(JsonPayload.Parse("{}"));
        await project.History.TruncateBeforeAsync(2);
        await project.Meta.PutAsync("a", JsonPayload.Parse("[1]"));
        await project.Meta.DeleteAsync("a");
        await project.History.CompleteAsync();
        await project.History.DeleteAsync();
        Assert.Equal(before, await File.ReadAllBytesAsync(Other));
    }

    private string Share(string path)
    {
        SystemCalls.Link(path, Other);
        return path;
    }
}
