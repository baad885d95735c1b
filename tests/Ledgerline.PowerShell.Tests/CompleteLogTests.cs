using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class CompleteLogTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject().Fill(3).Copy("run/a").Copy("run/b");

    [Fact]
    public void A_completed_log_takes_no_more_and_can_be_read()
    {
        Assert.Empty(_session.Run("Complete-Log -Project p_demo -Log history").AssertNoErrors().Output);

        _session.Run("Add-LogEntry -Project p_demo 4").AssertError("LogCompleted", ErrorCategory.InvalidOperation, "completed at 3");
        Assert.Equal([1L, 2L, 3L], _session.Run("Get-LogEntry -Project p_demo").AssertNoErrors().Seqs());
        Assert.Equal([false, false], _session.Run("Get-Log -Project p_demo -Key *").AssertNoErrors().All<bool>("IsCompleted"));
    }

    [Fact]
    public void PassThru_shows_each_log_also_one_that_was_completed_before()
    {
        _session.Run("Complete-Log -Project p_demo -Log run -Key a").AssertNoErrors();

        ScriptResult result = _session.Run("Complete-Log -Project p_demo -Log run -Key * -PassThru -Verbose").AssertNoErrors();

        Assert.Equal(["p_demo/run/a", "p_demo/run/b"], result.Names());
        Assert.Equal([true, true], result.All<bool>("IsCompleted"));
        Assert.Contains(result.Verbose, text => text.Contains("was completed before, at 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_follows_it_ends()
    {
        using ModuleSession other = _session.OpenAnother();
        await using RunningScript watching = other.Start("Watch-Log -Project p_demo -Since 0");
        await watching.ReceiveAsync(3);

        _session.Run("Get-Log -Project p_demo -Log history | Complete-Log").AssertNoErrors();

        await watching.CompleteAsync();
        Assert.Equal(3, watching.Output.Count);
    }

    [Fact]
    public void A_log_that_does_not_exist_is_not_made()
    {
        IReadOnlyDictionary<string, string> before = _session.Files();

        _session.Run("Complete-Log -Project p_demo -Log typo").AssertError("LogNotFound", ErrorCategory.ObjectNotFound, "'typo'", "Get-Log");

        Assert.Equal(before, _session.Files());
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        IReadOnlyDictionary<string, string> before = _session.Files();

        Assert.Empty(_session.Run("Get-Log | Complete-Log -PassThru -WhatIf").AssertNoErrors().Output);

        Assert.Equal(before, _session.Files());
    }

    public void Dispose() => _session.Dispose();
}
