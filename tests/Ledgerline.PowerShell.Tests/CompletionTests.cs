using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class CompletionTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public CompletionTests() => _session.Run(
        """
        'p_alpha', 'p_beta', 'other' | New-LedgerProject
        Add-LogEntry -Project p_alpha 1
        Add-LogEntry -Project p_alpha -Log audit 1
        New-LedgerProject p_far -Root far
        """).AssertNoErrors();

    [Theory]
    [InlineData("Get-Log -Log ", "audit,history,other,run")]
    [InlineData("Get-Log -Project p_beta -Log ", "history,other,run")]
    [InlineData("Get-Log -Project p_alpha, p_beta -Log r", "run")]
    [InlineData("Limit-Log -Project p_b* -Log o", "other")]
    [InlineData("Get-Log -Key ", "a1,a2,b,c")]
    [InlineData("Remove-Log -Project p_beta -Log run -Key ", "a1,a2")]
    [InlineData("Complete-Log -Project p_* -Log run -Key ", "a1,a2,c")]
    [InlineData("Test-Log -Project p_beta -Log ru*, other -Key ", "a1,a2,b")]
    [InlineData("Repair-Log -Project p_alpha -Key ", "c")]
    [InlineData("Repair-Log -Project p_beta -Log run -Key a1, A", "a1,a2")]
    public void Tab_offers_the_logs_and_keys_of_all_that_is_meant(string input, string expected)
    {
        AddKeys();

        Assert.Equal(expected, string.Join(',', _session.Complete(input)));
    }

    [Theory]
    [InlineData("Get-LogEntry -Project ", "other,p_alpha,p_beta")]
    [InlineData("Get-LogEntry -Project p_", "p_alpha,p_beta")]
    [InlineData("Watch-Log -Project P_B", "p_beta")]
    [InlineData("Add-LogEntry -Project o", "other")]
    [InlineData("Get-LogEntry -Root far -Project ", "p_far")]
    [InlineData("Get-LogEntry -Project p_alpha -Log ", "audit,history")]
    [InlineData("Watch-Log -Project p_alpha -Log a", "audit")]
    [InlineData("Add-LogEntry -Project p_alpha -Log h", "history")]
    public void Tab_offers_what_the_root_holds(string input, string expected) =>
        Assert.Equal(expected, string.Join(',', _session.Complete(input)));

    [Theory]
    [InlineData("Get-LogEntry -Root nowhere -Project p")]
    [InlineData("Get-LogEntry -Root Nowhere:\\ -Project p")]
    [InlineData("Get-LogEntry -Project p_none -Log h")]
    [InlineData("Get-LogEntry -Project a/b -Log h")]
    public void Where_there_is_nothing_Tab_offers_nothing_and_makes_nothing(string input)
    {
        // The engine falls back to file names, of which there are none that begin so.
        Assert.DoesNotContain("history", _session.Complete(input));
        Assert.Empty(_session.Run("$Error").Output);
        Assert.False(Directory.Exists(Path.Combine(_session.Root, "nowhere")));
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Logs of a key, in two projects.</summary>
    private void AddKeys()
    {
        _session.Run("Add-LogEntry -Project p_beta 1").AssertNoErrors();
        _session.Copy("run/a1", "p_beta").Copy("run/a2", "p_beta").Copy("other/b", "p_beta");
        _session.Copy("run/c", "p_alpha");
    }
}
