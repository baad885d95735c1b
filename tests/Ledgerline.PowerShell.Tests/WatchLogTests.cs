using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class WatchLogTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Fact]
    public void With_a_number_it_replays_what_follows_it()
    {
        _session.Run("1..5 | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal([3L, 4L, 5L], _session.Run("Watch-Log -Project p_demo -Since 2 -Count 3").AssertNoErrors().Seqs());
    }

    [Fact]
    public async Task After_the_replay_it_follows_what_others_append()
    {
        using ModuleSession other = _session.OpenAnother();
        other.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();
        await using RunningScript watching = _session.Start("Watch-Log -Project p_demo -Since 0");
        await watching.ReceiveAsync(3);

        other.Run("4, 5 | Add-LogEntry -Project p_demo").AssertNoErrors();
        await watching.ReceiveAsync(5);

        Assert.Equal([1L, 2L, 3L, 4L, 5L], watching.Output.Select(entry => (long)entry.Properties["Seq"].Value));
        Assert.True(watching.IsRunning);
    }

    [Fact]
    public async Task Without_a_number_it_starts_live()
    {
        using ModuleSession other = _session.OpenAnother();
        other.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();
        await using RunningScript watching = _session.Start("Watch-Log -Project p_demo -Count 1");

        // When it has begun to watch nobody can see from outside: append until it says so.
        await watching.UntilAsync(() =>
        {
            other.Run("Add-LogEntry -Project p_demo 'new'").AssertNoErrors();
            return !watching.IsRunning;
        });

        await watching.CompleteAsync();
        PSObject entry = Assert.Single(watching.Output);
        Assert.Equal("new", entry.Properties["Data"].Value);
    }

    [Theory]
    [InlineData("Watch-Log -Project p_demo")]
    [InlineData("Watch-Log -Project p_demo -Since 0")]
    public async Task Ctrl_C_ends_it_while_it_waits(string script)
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();
        await using RunningScript watching = _session.Start(script);
        await watching.ReceiveAsync(script.EndsWith("-Since 0", StringComparison.Ordinal) ? 3 : 0);

        await watching.StopAsync();

        Assert.Equal(PSInvocationState.Stopped, watching.State);
        Assert.Empty(watching.Errors);
        AssertNothingIsHeld();
    }

    [Fact]
    public void A_downstream_that_has_enough_ends_it()
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();

        ScriptResult result = _session.Run("foreach ($once in 1) { Watch-Log -Project p_demo -Since 0 | ForEach-Object { $_; if ($_.Seq -eq 2) { break } } }");

        Assert.Equal([1L, 2L], result.AssertNoErrors().Seqs());
        AssertNothingIsHeld();
    }

    [Fact]
    public void An_error_downstream_ends_it()
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();

        ScriptResult result = _session.Run("Watch-Log -Project p_demo -Since 0 | ForEach-Object { throw 'downstream' }");

        Assert.Equal("downstream", Assert.Single(result.Errors).ToString());
        AssertNothingIsHeld();
    }

    [Fact]
    public async Task A_log_that_does_not_exist_yet_is_followed_from_its_beginning()
    {
        using ModuleSession other = _session.OpenAnother();
        await using RunningScript watching = _session.Start("Watch-Log -Project p_demo -Log later -Since 0");

        other.Run("Add-LogEntry -Project p_demo -Log later 'x'").AssertNoErrors();
        await watching.ReceiveAsync(1);

        Assert.Equal(1L, watching.Output[0].Properties["Seq"].Value);
    }

    [Fact]
    public void A_project_that_does_not_exist_is_an_error() =>
        _session.Run("Watch-Log -Project p_none").AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "p_none", "New-LedgerProject");

    [Fact]
    public void A_count_of_nothing_is_refused() =>
        _session.Run("Watch-Log -Project p_demo -Count 0").AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, "'Count'");

    public void Dispose() => _session.Dispose();

    private void AssertNothingIsHeld() => Assert.Empty(OpenDescriptors.Under(_session.Root));
}
