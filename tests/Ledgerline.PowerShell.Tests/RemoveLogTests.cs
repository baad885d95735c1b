using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class RemoveLogTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject().Fill(3).Copy("run").Copy("run/a").Copy("run/b");

    [Theory]
    [InlineData("-Log run", "p_demo/history p_demo/run/a p_demo/run/b")]
    [InlineData("-Log run -Key a", "p_demo/history p_demo/run p_demo/run/b")]
    [InlineData("-Log run -Key *", "p_demo/history p_demo/run")]
    [InlineData("-Log *", "p_demo/run/a p_demo/run/b")]
    [InlineData("-Log x*", "p_demo/history p_demo/run p_demo/run/a p_demo/run/b")]
    [InlineData("-Log history, run -Key ''", "p_demo/run/a p_demo/run/b")]
    public void What_is_meant_goes_and_the_rest_stays(string parameters, string left)
    {
        Assert.Empty(_session.Run($"Remove-Log -Project p_demo {parameters} -Confirm:$false").AssertNoErrors().Output);

        Assert.Equal(left, string.Join(' ', _session.Run("Get-Log").AssertNoErrors().Names()));
    }

    [Fact]
    public void What_is_appended_afterwards_is_numbered_from_one()
    {
        _session.Run("Complete-Log -Project p_demo -Log history; Remove-Log -Project p_demo -Log history -Confirm:$false").AssertNoErrors();

        Assert.Equal([1L], _session.Run("Add-LogEntry -Project p_demo 'anew' -PassThru").AssertNoErrors().Seqs());
    }

    [Fact]
    public void It_asks_unless_one_says_not_to()
    {
        // The hosted engine has nobody to ask: asking is an error there.
        _session.Run("Remove-Log -Project p_demo -Log history");

        Assert.Contains("p_demo/history", _session.Run("Get-Log").AssertNoErrors().Names());
    }

    [Fact]
    public void A_damaged_log_can_be_removed()
    {
        File.WriteAllText(_session.LogFile() + ".head", "nonsense");

        _session.Run("Remove-Log -Project p_demo -Log history -Confirm:$false").AssertNoErrors();

        Assert.False(File.Exists(_session.LogFile()));
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        IReadOnlyDictionary<string, string> before = _session.Files();

        Assert.Empty(_session.Run("Get-Log | Remove-Log -WhatIf").AssertNoErrors().Output);

        Assert.Equal(before, _session.Files());
    }

    [Theory]
    [InlineData("-Log history")]
    [InlineData("-Project p_demo")]
    public void What_goes_must_be_named(string parameters)
    {
        _session.Run($"Remove-Log {parameters} -Confirm:$false").AssertError("MissingMandatoryParameter", ErrorCategory.InvalidArgument);

        Assert.Equal(4, _session.Run("Get-Log").AssertNoErrors().Output.Count);
    }

    [Fact]
    public void A_name_that_is_not_there_is_an_error_and_the_others_go()
    {
        _session.Run("Remove-Log -Project none, p_demo -Log history -Confirm:$false").AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "'none'");
        _session.Run("Remove-Log -Project p_demo -Log history, run -Confirm:$false").AssertError("LogNotFound", ErrorCategory.ObjectNotFound, "'history'");

        Assert.Equal(["p_demo/run/a", "p_demo/run/b"], _session.Run("Get-Log").AssertNoErrors().Names());
    }

    public void Dispose() => _session.Dispose();
}
