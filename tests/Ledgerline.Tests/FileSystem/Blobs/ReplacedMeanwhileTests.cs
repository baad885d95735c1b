using Ledgerline.FileSystem;
using Ledgerline.Tests.Simulation.Defects;

namespace Ledgerline.Tests.FileSystem.Blobs;

/// <summary>A blob that is replaced between finding its file and asking for its status.</summary>
public sealed class ReplacedMeanwhileTests : BlobDirectoryTests
{
    [Fact]
    public async Task Its_ETag_is_never_that_of_a_file_that_has_lost_its_name()
    {
        await WriteAsync("a", "old");
        var disk = new ReplacingDisk(Disk.At(Root.Path), PathOf("a"));
        await using var driver = new FileSystemDriver(Root.Path, null, disk);
        string expected = await WriteAsync("a", "new");
        Assert.Equal(expected, (await driver.Project("p").Files.StatAsync("a"))!.ETag);
        Assert.True(disk.HasAnswered);
    }

    /// <summary>Answers once as the system does that finds a file, and asks for its status when it was replaced.</summary>
    private sealed class ReplacingDisk(Disk inner, string path) : ForwardingDisk(inner)
    {
        public bool HasAnswered { get; private set; }

        public override FileStatus? Status(string asked)
        {
            FileStatus? status = base.Status(asked);
            if (asked != path || HasAnswered)
            {
                return status;
            }

            HasAnswered = true;
            return status!.Value with { Links = 0, ChangedNs = status.Value.ChangedNs + 1 };
        }
    }
}
