using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary>However a pipeline ends, what <c>Add-LogEntry</c> took is in the log.</summary>
public sealed class AddLogEntryBatchTests : IDisposable
{
    private const string BusyLoop = "while ($true) { [System.Threading.Thread]::Sleep(5) }";

    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Fact]
    public void A_long_pipeline_is_written_in_batches_and_in_order()
    {
        _session.Run("1..2500 | Add-LogEntry -Project p_demo").AssertNoErrors();

        IReadOnlyList<(long Seq, string Data, bool HasMore)> lines = StoredLog.Read(_session.LogFile());
        Assert.Equal(Enumerable.Range(1, 2500).Select(n => $"{n}"), lines.Select(line => line.Data));

        // A batch's last line is the one that announces no more; a flush goes with each.
        Assert.InRange(lines.Count(line => !line.HasMore), 3, 250);
    }

    [Fact]
    public async Task A_long_pipeline_shows_progress()
    {
        await using RunningScript running = _session.Start(
            "& { 'a'; [System.Threading.Thread]::Sleep(1300); 'b' } | Add-LogEntry -Project p_demo -BatchSize 1");
        await running.CompleteAsync();

        Assert.Equal(("Adding entries", "2 entries are stored"), (running.Progress[0].Activity, running.Progress[0].StatusDescription));
        Assert.Equal(ProgressRecordType.Completed, running.Progress[^1].RecordType);
    }

    [Fact]
    public void A_short_pipeline_is_one_batch()
    {
        // Where the machine pauses longer than a batch may wait there are two: one of these is enough.
        Assert.Contains(Enumerable.Range(1, 20), i =>
        {
            _session.Run($"1, 2, 3 | Add-LogEntry -Project p_demo -Log log{i}").AssertNoErrors();
            return StoredLog.Read(_session.LogFile(log: $"log{i}")).Select(line => line.HasMore).SequenceEqual([true, true, false]);
        });
    }

    [Fact]
    public async Task An_entry_is_written_while_the_pipeline_waits_for_the_next()
    {
        using ModuleSession other = _session.OpenAnother();
        await using RunningScript adding = _session.Start($"& {{ 'first'; {BusyLoop} }} | Add-LogEntry -Project p_demo");

        await adding.UntilAsync(() => other.Run("Get-LogEntry -Project p_demo").AssertNoErrors().Output.Count == 1);

        Assert.True(adding.IsRunning);
    }

    [Fact]
    public async Task Stopping_the_pipeline_loses_nothing_that_was_taken()
    {
        await using RunningScript adding = _session.Start(
            $"& {{ 1..5; $Arguments[0].Set(); {BusyLoop} }} | Add-LogEntry -Project p_demo", Taken);
        await adding.UntilAsync(() => Taken.IsSet);

        await adding.StopAsync();

        Assert.Equal(["1", "2", "3", "4", "5"], StoredLog.Read(_session.LogFile()).Select(line => line.Data));
    }

    [Fact]
    public void An_error_upstream_loses_nothing_that_was_taken()
    {
        ScriptResult result = _session.Run("& { 1; 2; throw 'upstream' } | Add-LogEntry -Project p_demo");

        Assert.Equal("upstream", Assert.Single(result.Errors).ToString());
        Assert.Equal(["1", "2"], StoredLog.Read(_session.LogFile()).Select(line => line.Data));
    }

    [Fact]
    public void A_downstream_that_has_enough_loses_nothing_that_was_taken()
    {
        _session.Run("foreach ($once in 1) { 1..1200 | Add-LogEntry -Project p_demo -PassThru | ForEach-Object { break } }").AssertNoErrors();

        // The first output comes with the first batch: what was taken until then is there, whole.
        int count = StoredLog.Read(_session.LogFile()).Count;
        Assert.InRange(count, 1, 1200);
        Assert.Equal(Enumerable.Range(1, count).Select(n => $"{n}"), StoredLog.Read(_session.LogFile()).Select(line => line.Data));
    }

    [Fact]
    public void An_error_downstream_loses_nothing_that_was_taken()
    {
        ScriptResult result = _session.Run("'a' | Add-LogEntry -Project p_demo -PassThru | ForEach-Object { throw 'downstream' }");

        Assert.Equal("downstream", Assert.Single(result.Errors).ToString());
        Assert.Equal(["\"a\""], StoredLog.Read(_session.LogFile()).Select(line => line.Data));
    }

    [Fact]
    public async Task A_failure_while_the_pipeline_waits_ends_it_with_an_error()
    {
        await using RunningScript adding = _session.Start(
            "& { 1; while (-not $Arguments[0].IsSet) { [System.Threading.Thread]::Sleep(5) }; 2 } | Add-LogEntry -Project p_none", Taken);

        // Nobody waits for the first entry's batch, which fails in the background; the pipeline's next step finds out.
        await Task.Delay(500);
        Taken.Set();
        await adding.CompleteAsync();

        Assert.StartsWith("ProjectNotFound,", Assert.Single(adding.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("foreach ($once in 1) { & { 1; break } | Add-LogEntry -Project p_none }")]
    [InlineData("try { & { 1; throw 'upstream' } | Add-LogEntry -Project p_none } catch { }")]
    public void A_failure_to_write_is_told_even_where_something_else_ends_the_pipeline(string script)
    {
        ScriptResult result = _session.Run($"{script}; $Error | ForEach-Object {{ \"$_\" }}").AssertNoErrors();

        Assert.Contains(result.Output, error => error!.ToString().Contains("1 entry was taken and not written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task After_a_stop_nothing_of_the_log_stays_held()
    {
        await using (RunningScript adding = _session.Start(
            $"& {{ 1; $Arguments[0].Set(); {BusyLoop} }} | Add-LogEntry -Project p_demo", Taken))
        {
            await adding.UntilAsync(() => Taken.IsSet);
            await adding.StopAsync();
        }

        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    public void Dispose()
    {
        _session.Dispose();
        Taken.Dispose();
    }

    private ManualResetEventSlim Taken { get; } = new();
}
