using System.Text;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>
/// A link that is swapped in between any check and any use gains nothing: whatever is called meanwhile, nothing outside is
/// made, changed, given away or removed, and nothing of it comes back.
/// </summary>
public sealed class SwappedLinksTests : IDisposable
{
    private const int Rounds = 1500;

    private readonly Outside _outside = new();

    public void Dispose() => _outside.Dispose();

    [Theory]
    [InlineData(false, "projects")]
    [InlineData(true, "projects")]
    [InlineData(false, "projects/p")]
    [InlineData(true, "projects/p")]
    [InlineData(false, "projects/p/.meta")]
    [InlineData(true, "projects/p/.meta")]
    [InlineData(false, "projects/p/.meta/counters")]
    [InlineData(true, "projects/p/.meta/counters")]
    [InlineData(false, "projects/p/.meta/counters/a.json")]
    [InlineData(true, "projects/p/.meta/counters/a.json")]
    public void Below_a_disk(bool walks, string place)
    {
        var disk = new LinuxDisk(_outside.Root, walks);
        string directory = Path.Combine(_outside.Meta, "counters");
        string file = Path.Combine(directory, "a.json");
        int done = 0, refused = 0;
        byte[] content = new byte[1024];
        using (var swapping = new Swapping(Path.Combine(_outside.Root, place), Path.Combine(_outside.Directory, place)))
        {
            for (int round = 0; round < Rounds || (!HasRaced(swapping) && round < 1000 * Rounds); round++)
            {
                Try(() => Read(file));
                Try(() => Write(file, DiskOpen.ReadWrite));
                Try(() => Write(Path.Combine(directory, "b.json"), DiskOpen.Create));
                Try(() => Write(Path.Combine(directory, "c.json.tmp"), DiskOpen.CreateNew));
                Try(() => disk.Rename(Path.Combine(directory, "c.json.tmp"), Path.Combine(directory, "c.json")));
                Try(() => disk.Delete(Path.Combine(directory, "c.json")));
                Try(() => disk.Delete(Path.Combine(directory, "pinned.json")));
                Try(() => disk.CreateDirectory(Path.Combine(directory, "d")));
                Try(() => disk.TryRemoveDirectory(Path.Combine(directory, "d")));
                Try(() => disk.FlushDirectory(directory));
                Try(() => Assert.DoesNotContain(disk.List(directory) ?? [], entry => entry.Name == Outside.Secret));
                Try(() => Assert.NotEqual(OutsideFile, disk.Status(file)?.Identity));
            }
        }

        _outside.AssertUntouched();
        Assert.True(done > 0 && refused > 0, $"The race was none: {done} calls done, {refused} refused.");

        // On a busy machine it may take long until both have met.
        bool HasRaced(Swapping swapping) => swapping.Count >= 100 && done > 0 && refused > 0;

        void Try(Action call)
        {
            try
            {
                call();
                done++;
            }
            catch (StorageException e)
            {
                refused += e.Message.Contains("symbolic link", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        void Read(string path)
        {
            using DiskFile? opened = disk.Open(path, DiskOpen.Read);
            int length = opened?.Read(content, 0) ?? 0;
            Assert.DoesNotContain(Outside.Secret, Encoding.UTF8.GetString(content, 0, length), StringComparison.Ordinal);
        }

        void Write(string path, DiskOpen how)
        {
            using DiskFile? opened = disk.Open(path, how);
            opened?.Write("{}"u8, 0);
        }
    }

    private FileIdentity OutsideFile { get => field == default ? field = Disk.Real.Status(
        Path.Combine(_outside.Directory, "projects/p/.meta/counters/a.json"))!.Value.Identity : field; }

    [Theory]
    [InlineData(false, "projects/p")]
    [InlineData(true, "projects/p")]
    [InlineData(false, "projects/p/.meta")]
    [InlineData(true, "projects/p/.meta")]
    [InlineData(false, "projects/p/.meta/history.jsonl")]
    [InlineData(true, "projects/p/.meta/history.jsonl")]
    public async Task Below_a_driver(bool walks, string place)
    {
        int done = 0, refused = 0;
        JsonPayload entry = JsonPayload.Parse("{\"n\":1}");
        using (var swapping = new Swapping(Path.Combine(_outside.Root, place), Path.Combine(_outside.Directory, place)))
        {
            for (int round = 0; round < Rounds / 10 || (!HasRaced(swapping) && round < 100 * Rounds); round++)
            {
                await using FileSystemDriver driver = _outside.Open(walks);
                Project project = driver.Project("p");
                await TryAsync(async () => await project.History.AppendAsync(entry, Durability.Buffered));
                await TryAsync(async () => Check(await project.History.ReadAsync().Select(e => e.Data.ToString()).ToListAsync()));
                await TryAsync(async () => await project.History.TruncateBeforeAsync(round));
                await TryAsync(async () => await project.Meta.PutAsync("a", entry, durability: Durability.Buffered));
                await TryAsync(async () => Check([(await project.Meta.GetAsync("a")).ToString()!]));
                await TryAsync(async () => await project.Meta.DeleteAsync("a"));
                await TryAsync(async () => await project.Log("runs", "a").DeleteAsync());
            }
        }

        _outside.AssertUntouched();
        Assert.True(done > 0 && refused > 0, $"The race was none: {done} calls done, {refused} refused.");

        // On a busy machine it may take long until both have met.
        bool HasRaced(Swapping swapping) => swapping.Count >= 100 && done > 0 && refused > 0;

        async Task TryAsync(Func<Task> call)
        {
            try
            {
                await call();
                done++;
            }
            catch (LedgerlineException e)
            {
                Assert.DoesNotContain(Outside.Secret, e.ToString(), StringComparison.Ordinal);
                refused += e.Message.Contains("symbolic link", StringComparison.Ordinal) ? 1 : 0;
            }
        }

        static void Check(List<string> found) =>
            Assert.All(found, text => Assert.DoesNotContain(Outside.Secret, text, StringComparison.Ordinal));
    }
}
