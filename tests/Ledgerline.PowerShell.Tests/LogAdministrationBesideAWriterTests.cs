using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary>What an administrator does to a log beside a service that is writing to it.</summary>
public sealed class LogAdministrationBesideAWriterTests : IDisposable
{
    private const string Writing = "$ErrorActionPreference = 'Stop'; while ($true) { (Add-LogEntry -Project p_demo 'written' -PassThru).Seq }";

    private readonly ModuleSession _session = ModuleSession.OpenWithProject().Fill(2000);
    private readonly ModuleSession _service;

    public LogAdministrationBesideAWriterTests() => _service = _session.OpenAnother();

    [Fact]
    public async Task Limiting_removes_what_is_old_and_nothing_that_is_written_meanwhile()
    {
        await using RunningScript writing = _service.Start(Writing);
        await writing.ReceiveAsync(1);
        for (int i = 0; i < 20; i++)
        {
            string limit = (i % 4) switch { 0 => "-KeepLast 10", 1 => "-KeepLast 0", 2 => "-OlderThan 00:00:00", _ => $"-Before {writing.Output.Count}" };
            ScriptResult limited = _session.Run($"Limit-Log -Project p_demo -Log history {limit}").AssertNoErrors();
            Assert.True(limited.All<long>("FirstSeq").Single() <= limited.All<long>("LastSeq").Single() + 1);
            Assert.Empty(_session.Run("Test-Log -Project p_demo").AssertNoErrors().Output);
        }

        long last = await StopAsync(writing);

        long[] kept = [.. _session.Run("Get-LogEntry -Project p_demo").AssertNoErrors().Seqs()];
        Assert.Equal(Enumerable.Range(0, kept.Length).Select(n => kept[0] + n), kept);
        Assert.InRange(_session.Run("Get-Log -Project p_demo").AssertNoErrors().All<long>("LastSeq").Single(), last, last + 1);
    }

    [Fact]
    public async Task Testing_finds_nothing_in_what_is_being_written()
    {
        await using RunningScript writing = _service.Start(Writing);
        await writing.ReceiveAsync(1);
        for (int i = 0; i < 20; i++)
        {
            Assert.Empty(_session.Run("Test-Log -Project p_demo").AssertNoErrors().Output);
        }

        await StopAsync(writing);
    }

    [Fact]
    public async Task Completing_ends_the_writer_with_an_error_and_loses_nothing_that_it_wrote()
    {
        await using RunningScript writing = _service.Start(Writing);
        await writing.ReceiveAsync(5);

        ScriptResult completed = _session.Run("Complete-Log -Project p_demo -Log history -PassThru").AssertNoErrors();

        RuntimeException e = await Assert.ThrowsAnyAsync<RuntimeException>(writing.CompleteAsync);
        Assert.StartsWith("LogCompleted,", e.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((long)writing.Output[^1].BaseObject, completed.All<long>("LastSeq").Single());
    }

    [Fact]
    public async Task Removing_lets_the_writer_begin_anew()
    {
        await using RunningScript writing = _service.Start(Writing);
        await writing.ReceiveAsync(5);

        _session.Run("Remove-Log -Project p_demo -Log history -Confirm:$false").AssertNoErrors();
        await writing.UntilAsync(() => (long)writing.Output[^1].BaseObject < 2000);

        long last = await StopAsync(writing);
        Assert.InRange(_session.Run("Get-LogEntry -Project p_demo").AssertNoErrors().Output.Count, last, last + 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Renumber")]
    public async Task Repairing_sets_aside_the_damage_and_keeps_every_entry_that_is_written_meanwhile(string parameters)
    {
        // Far from the end: near it nobody appends behind damage.
        _session.Damage(10);
        await using RunningScript writing = _service.Start(Writing);
        await writing.ReceiveAsync(5);

        ScriptResult repaired = _session.Run($"Repair-Log -Project p_demo -Log history {parameters}").AssertNoErrors();
        int written = writing.Output.Count;
        await writing.ReceiveAsync(written + 5);
        await StopAsync(writing);

        Assert.Equal([1L], repaired.All<long>("QuarantinedLines"));
        ScriptResult entries = _session.Run("Get-LogEntry -Project p_demo | Where-Object Data -EQ 'written'").AssertNoErrors();
        Assert.InRange(entries.Output.Count, writing.Output.Count, writing.Output.Count + 1);
        if (parameters.Length == 0)
        {
            Assert.Equal(writing.Output.Select(seq => (long)seq.BaseObject), entries.Seqs().Take(writing.Output.Count));
        }

        Assert.Empty(_session.Run("Test-Log -Project p_demo").AssertNoErrors().Output);
    }

    public void Dispose()
    {
        _service.Dispose();
        _session.Dispose();
    }

    /// <summary>The last number that the writer was told.</summary>
    private static async Task<long> StopAsync(RunningScript writing)
    {
        await writing.StopAsync();
        Assert.Empty(writing.Errors);
        return (long)writing.Output[^1].BaseObject;
    }
}
