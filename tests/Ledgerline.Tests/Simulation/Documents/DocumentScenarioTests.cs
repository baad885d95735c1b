using Ledgerline.FileSystem;
using Ledgerline.Tests.Simulation.Defects;
using Xunit.Abstractions;

namespace Ledgerline.Tests.Simulation.Documents;

/// <summary>
/// Random programs on the documents of a simulated disk. <c>LEDGERLINE_SEEDS=N</c> runs the seeds 1 to N,
/// <c>LEDGERLINE_SEED=S</c> runs one alone.
/// </summary>
public sealed class DocumentScenarioTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_fails_is_killed_or_loses_power_no_document_is_half_there_or_older_than_acknowledged() =>
        SeedRun.All(static seed => DocumentScenario.Run(seed));

    [Fact]
    public void A_seed_replays_step_by_step()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            Assert.Equal(DocumentScenario.Run(seed), DocumentScenario.Run(seed));
        }
    }

    [Fact]
    public void A_missing_directory_flush_is_found() => AssertFound(static disk => new NoDirectoryFlush(disk));

    [Fact]
    public void A_missing_file_flush_is_found() => AssertFound(static disk => new NoFileFlush(disk));

    [Fact]
    public void An_ignored_flush_failure_is_found() => AssertFound(static disk => new FlushResultIgnored(disk));

    [Fact]
    public void A_document_that_is_written_in_place_is_found() => AssertFound(static disk => new InPlaceWrite(disk));

    [Fact]
    public void A_rename_before_the_flush_is_found() => AssertFound(static disk => new RenameBeforeFlush(disk));

    private void AssertFound(Func<Disk, Disk> defect)
    {
        string? found = SeedRun.FirstFailure(seed => DocumentScenario.Run(seed, defect));
        Assert.NotNull(found);
        output.WriteLine(found);
    }
}
