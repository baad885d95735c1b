using System.Diagnostics;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.FileSystem.Containment;

/// <summary>Names that somebody put there and nobody can say, names as long as they may be, and paths that lead up.</summary>
public sealed class HostileNamesTests : IDisposable
{
    private readonly Outside _outside = new();

    public void Dispose() => _outside.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_that_are_not_valid_utf8_are_never_listed_and_never_touched(bool walks)
    {
        string[] directories = [Path.Combine(_outside.Root, "projects"), _outside.Meta, Path.Combine(_outside.Meta, "counters"), Path.Combine(_outside.Meta, "runs")];
        foreach (string directory in directories)
        {
            await RunAsync(directory, """touch "$n" "$n.json" "$n.jsonl" "$n.json.tmp"; mkdir "$n.d" """);
        }

        var disk = new LinuxDisk(_outside.Root, walks);
        Assert.All(directories, directory => Assert.All(disk.List(directory)!, entry => Assert.DoesNotContain('\uFFFD', entry.Name)));
        await using FileSystemDriver driver = _outside.Open(walks);
        Assert.Equal(["p"], await driver.ListProjectIdsAsync().ToListAsync());
        Assert.Equal(["history", "runs"], await driver.Project("p").ListLogsAsync().ToListAsync());
        Assert.Equal(["a"], await driver.Project("p").ListLogKeysAsync("runs").ToListAsync());
        Assert.Equal(["a"], await driver.Project("p").Meta.ListAsync().ToListAsync());
        await driver.Project("p").Meta.PutAsync("b", JsonPayload.Parse("1"));
        Assert.All(directories, directory => Assert.Equal(15, Directory.GetFileSystemEntries(directory).Count(path => path.Contains('\uFFFD', StringComparison.Ordinal))));

        // .NET cannot name them either, so it could not remove the root.
        foreach (string directory in directories)
        {
            await RunAsync(directory, """rm -r "$n" "$n.json" "$n.jsonl" "$n.json.tmp" "$n.d" """);
        }

        static async Task RunAsync(string directory, string command)
        {
            using Process shell = Process.Start("bash", ["-c", $$"""cd "$0" && for n in $'\xff' $'\xc3(' $'\xed\xa0\x80'; do {{command}}; done""", directory]);
            await shell.WaitForExitAsync();
            Assert.Equal(0, shell.ExitCode);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Names_are_as_long_as_the_system_takes_and_no_longer(bool walks)
    {
        var disk = new LinuxDisk(_outside.Root, walks);
        foreach (string name in (string[])[new('a', 255), new string('é', 127) + "a"])
        {
            string path = Path.Combine(_outside.Meta, name);
            disk.Open(path, DiskOpen.CreateNew)!.Dispose();
            Assert.Contains(new DirectoryEntry(name, FileKind.File), disk.List(_outside.Meta)!);
            Assert.True(disk.Status(path) is { Kind: FileKind.File });
            string longer = path + "b";
            Assert.All(
                (Action[])[() => disk.Open(longer, DiskOpen.Create), () => disk.Open(longer, DiskOpen.CreateNew), () => disk.CreateDirectory(longer), () => disk.Rename(path, longer), () => disk.Delete(longer)],
                call => Assert.Contains("name too long", Assert.Throws<StorageException>(call).Message, StringComparison.OrdinalIgnoreCase));
            Assert.True(disk.Delete(path));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Names_in_two_normal_forms_are_two_names(bool walks)
    {
        var disk = new LinuxDisk(_outside.Root, walks);
        foreach (string name in (string[])["e\u0301", "\u00E9"])
        {
            disk.Open(Path.Combine(_outside.Project, name), DiskOpen.CreateNew)!.Dispose();
        }

        Assert.Superset(new HashSet<string>(["e\u0301", "\u00E9"]), disk.List(_outside.Project)!.Select(entry => entry.Name).ToHashSet());
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../outside")]
    [InlineData("projects/..")]
    [InlineData("projects/../../outside")]
    public void A_path_that_leads_up_is_a_defect_of_the_caller_and_goes_nowhere(string path)
    {
        var disk = new LinuxDisk(_outside.Root);
        string full = _outside.Root + "/" + path;
        Assert.All(
            (Action[])[() => disk.Open(full, DiskOpen.Read), () => disk.Status(full), () => disk.List(full), () => disk.Delete(full + "/x"), () => disk.CreateDirectory(full + "/x"), () => disk.Rename(full + "/x", full + "/y")],
            call => Assert.Throws<ArgumentException>(call));
        Assert.Throws<ArgumentException>(() => disk.Status(_outside.Directory));
        _outside.AssertUntouched();
    }

    [Theory]
    [InlineData("%2e%2e")]
    [InlineData("%2e%2e%2foutside")]
    [InlineData("．．")]
    [InlineData("..\u2215outside")]
    [InlineData("..\\outside")]
    public void What_only_looks_like_it_is_a_name(string name)
    {
        var disk = new LinuxDisk(_outside.Root);
        string path = Path.Combine(_outside.Root, name);
        disk.Open(path, DiskOpen.CreateNew)!.Dispose();
        Assert.Contains(name, Directory.GetFileSystemEntries(_outside.Root).Select(entry => Path.GetFileName(entry)));
        _outside.AssertUntouched();
    }

    [Fact]
    public void A_name_with_a_nul_or_half_a_surrogate_pair_is_refused()
    {
        var disk = new LinuxDisk(_outside.Root);
        foreach (string name in (string[])["a\0b", "a\uD800"])
        {
            StorageException e = Assert.Throws<StorageException>(() => disk.Open(Path.Combine(_outside.Root, name), DiskOpen.Create));
            Assert.Contains("valid Unicode and holds no NUL", e.Message, StringComparison.Ordinal);
        }
    }
}
