using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class LedgerProjectTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    public LedgerProjectTests() => _session.Run(
        """
        'p_b', 'p_a', 'other' | New-LedgerProject
        Add-LogEntry -Project p_a 1
        Add-LogEntry -Project p_a -Log audit 1
        Set-JsonKv -Project p_a -Set threads main 1
        Set-JsonKv -Project p_a settings 1
        New-LedgerProject p_far -Root far
        """).AssertNoErrors();

    [Theory]
    [InlineData("Get-LedgerProject", "other,p_a,p_b")]
    [InlineData("Get-LedgerProject P_*", "p_a,p_b")]
    [InlineData("Get-LedgerProject p_b, p_a", "p_b,p_a")]
    [InlineData("Get-LedgerProject x*", "")]
    [InlineData("Get-LedgerProject -Root far", "p_far")]
    [InlineData("Get-LedgerProject -Root nowhere", "")]
    [InlineData("'p_b', 'o*' | Get-LedgerProject", "p_b,other")]
    [InlineData("New-LedgerProject p_far -Root far | Get-LedgerProject", "p_far")]
    public void Projects_are_listed_by_name_and_pattern(string script, string projects) =>
        Assert.Equal(projects, _session.Run(script).AssertNoErrors().All("Project"));

    [Fact]
    public void A_project_tells_what_it_holds()
    {
        PSObject project = Assert.Single(_session.Run("Get-LedgerProject p_a").AssertNoErrors().Output)!;

        Assert.Equal(_session.Root, project.Properties["Root"].Value);
        Assert.Equal(["audit", "history"], (IEnumerable<string>)project.Properties["Logs"].Value);
        Assert.Equal(["threads"], (IEnumerable<string>)project.Properties["Sets"].Value);
        Assert.Equal("p_a", project.ToString());
    }

    [Fact]
    public void A_project_leads_to_what_it_holds()
    {
        Assert.Equal("1,1", _session.Run("Get-LedgerProject p_* | Get-JsonKv -Set *").AssertNoErrors().All("Data"));
        Assert.Equal([1L], _session.Run("Get-LedgerProject p_a | Get-LogEntry").AssertNoErrors().Seqs());
    }

    [Theory]
    [InlineData("Get-LedgerProject p_none, p_a", "p_a")]
    [InlineData("Remove-LedgerProject p_none, p_b -Confirm:$false; Get-LedgerProject", "other,p_a")]
    public void One_that_is_not_there_is_an_error_and_the_others_follow(string script, string projects)
    {
        ScriptResult result = _session.Run(script);

        result.AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "'p_none'", "New-LedgerProject");
        Assert.Equal(projects, result.All("Project"));
    }

    [Theory]
    [InlineData("Remove-LedgerProject p_a -Confirm:$false", "other,p_b")]
    [InlineData("Remove-LedgerProject P* -Confirm:$false", "other")]
    [InlineData("Remove-LedgerProject x* -Confirm:$false", "other,p_a,p_b")]
    [InlineData("Get-LedgerProject | Where-Object { $_.Logs } | Remove-LedgerProject -Confirm:$false", "other,p_b")]
    [InlineData("Remove-LedgerProject * -WhatIf", "other,p_a,p_b")]
    public void Only_what_is_meant_is_removed(string script, string left)
    {
        Assert.Empty(_session.Run(script).AssertNoErrors().Output);

        Assert.Equal(left, _session.Run("Get-LedgerProject").AssertNoErrors().All("Project"));
        Assert.Equal("p_far", _session.Run("Get-LedgerProject -Root far").All("Project"));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public void Removing_says_so_and_asks_first()
    {
        Assert.Contains(
            _session.Run("Remove-LedgerProject p_b -Confirm:$false -Verbose").AssertNoErrors().Verbose,
            message => message.StartsWith("Removed the project 'p_b'", StringComparison.Ordinal));

        // This host has nobody to ask.
        Assert.NotEmpty(_session.Run("Remove-LedgerProject p_a").Errors);
        Assert.Equal("other,p_a", _session.Run("Get-LedgerProject").All("Project"));
    }

    [Fact]
    public void Removing_in_a_root_that_is_not_there_makes_none()
    {
        _session.Run("Remove-LedgerProject p_a -Root nowhere -Confirm:$false").AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "nowhere");

        Assert.False(Directory.Exists(Path.Combine(_session.Root, "nowhere")));
    }

    [Theory]
    [InlineData("Get-LedgerProject a/b")]
    [InlineData("Remove-LedgerProject .. -Confirm:$false")]
    public void An_id_that_no_driver_takes_is_refused(string script) => _session.Run(script)
        .AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, "1-128 of A-Z a-z 0-9 _ -");

    public void Dispose() => _session.Dispose();
}
