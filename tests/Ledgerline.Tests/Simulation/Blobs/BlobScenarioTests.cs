using Ledgerline.FileSystem;
using Ledgerline.Tests.Simulation.Defects;
using Xunit.Abstractions;

namespace Ledgerline.Tests.Simulation.Blobs;

/// <summary>
/// Random programs on the blobs of a simulated disk. <c>LEDGERLINE_SEEDS=N</c> runs the seeds 1 to N,
/// <c>LEDGERLINE_SEED=S</c> runs one alone.
/// </summary>
public sealed class BlobScenarioTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_fails_is_killed_or_loses_power_no_blob_is_half_there_or_older_than_acknowledged() =>
        SeedRun.All(static seed => BlobScenario.Run(seed));

    [Fact]
    public void A_missing_directory_flush_is_found() => AssertFound(static disk => new NoDirectoryFlush(disk));

    [Fact]
    public void A_missing_file_flush_is_found() => AssertFound(static disk => new NoFileFlush(disk));

    [Fact]
    public void An_ignored_flush_failure_is_found() => AssertFound(static disk => new FlushResultIgnored(disk));

    [Fact]
    public void A_blob_that_is_written_in_place_is_found() => AssertFound(static disk => new InPlaceWrite(disk));

    [Fact]
    public void A_rename_before_the_flush_is_found() => AssertFound(static disk => new RenameBeforeFlush(disk));

    private void AssertFound(Func<Disk, Disk> defect)
    {
        string? found = SeedRun.FirstFailure(seed => BlobScenario.Run(seed, defect));
        Assert.NotNull(found);
        output.WriteLine(found);
    }
}
