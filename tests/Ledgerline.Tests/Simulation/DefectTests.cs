using Ledgerline.FileSystem;
using Ledgerline.Tests.Simulation.Defects;
using Xunit.Abstractions;

namespace Ledgerline.Tests.Simulation;

/// <summary>The scenarios can fail: each of five deliberate defects between driver and disk is found by them.</summary>
public sealed class DefectTests(ITestOutputHelper output)
{
    [Fact]
    public void A_missing_directory_flush_is_found() => AssertFound(static disk => new NoDirectoryFlush(disk));

    [Fact]
    public void An_ignored_flush_failure_is_found() => AssertFound(static disk => new FlushResultIgnored(disk));

    [Fact]
    public void A_missing_recovery_is_found() => AssertFound(static disk => new NoRecovery(disk));

    [Fact]
    public void A_head_that_is_written_after_the_log_was_replaced_is_found() => AssertFound(static disk => new HeadAfterRename(disk));

    [Fact]
    public void A_reader_that_goes_past_the_committed_end_is_found() => AssertFound(static disk => new ReaderPastCommittedEnd(disk));

    private void AssertFound(Func<Disk, Disk> defect)
    {
        string? found = SeedRun.FirstFailure(seed => Scenario.Run(seed, defect));
        Assert.NotNull(found);
        output.WriteLine(found);
    }
}
