using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class RemoveJsonKvTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    public RemoveJsonKvTests() => _session.Run(
        """
        'a1', 'a2', 'b' | ForEach-Object { Set-JsonKv $_ @{ n = 1 } -Project p_demo }
        'a1', 'c' | ForEach-Object { Set-JsonKv $_ @{ n = 2 } -Project p_demo -Set s }
        Set-JsonKv a1 1 -Shared
        """).AssertNoErrors();

    [Theory]
    [InlineData("Remove-JsonKv a1 -Project p_demo", "a2,b,a1,c,a1")]
    [InlineData("Remove-JsonKv A* -Project p_demo", "b,a1,c,a1")]
    [InlineData("Remove-JsonKv a1, b -Project p_demo", "a2,a1,c,a1")]
    [InlineData("Remove-JsonKv a1 -Project p_demo -Set *", "a2,b,c,a1")]
    [InlineData("Remove-JsonKv * -Project p_demo -Set s", "a1,a2,b,a1")]
    [InlineData("Remove-JsonKv x* -Project p_demo", "a1,a2,b,a1,c,a1")]
    [InlineData("Remove-JsonKv * -Shared", "a1,a2,b,a1,c")]
    [InlineData("Get-JsonKv -Project p_demo -Set * | Where-Object { $_.Data.n -eq 2 } | Remove-JsonKv", "a1,a2,b,a1")]
    [InlineData("Get-JsonKv -Shared | Remove-JsonKv -Shared", "a1,a2,b,a1,c")]
    [InlineData("Remove-JsonKv * -Project p_demo -Set * -WhatIf", "a1,a2,b,a1,c,a1")]
    public void What_is_meant_is_removed_and_nothing_else(string script, string left)
    {
        Assert.Empty(_session.Run(script).AssertNoErrors().Output);

        Assert.Equal(left, _session.Run("Get-JsonKv -Project p_demo -Set *; Get-JsonKv -Shared").AssertNoErrors().All("Key"));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public void What_is_not_there_is_an_error_and_the_others_follow()
    {
        ScriptResult result = _session.Run("Remove-JsonKv nobody, b -Project p_demo");

        result.AssertError("DocumentNotFound", ErrorCategory.ObjectNotFound, "'nobody'");
        Assert.Equal("a1,a2", _session.Run("Get-JsonKv -Project p_demo").All("Key"));
    }

    [Fact]
    public void Only_the_version_that_was_seen_is_removed()
    {
        ScriptResult result = _session.Run(
            """
            $seen = Get-JsonKv a1, a2 -Project p_demo
            Set-JsonKv a1 'newer' -Project p_demo
            $seen | Remove-JsonKv
            """);

        result.AssertError("ETagConflict", ErrorCategory.ResourceExists, "'a1'", "was changed");
        Assert.Equal("a1,b", _session.Run("Get-JsonKv -Project p_demo").All("Key"));
        _session.Run("Remove-JsonKv b -Project p_demo -IfMatch x").AssertError("ETagConflict", ErrorCategory.ResourceExists);
    }

    [Fact]
    public void A_damaged_document_can_be_removed()
    {
        File.WriteAllText(Path.Combine(_session.Root, "projects", "p_demo", ".meta", "b.json"), "{");

        _session.Run("Remove-JsonKv b -Project p_demo").AssertNoErrors();

        Assert.Equal("a1,a2", _session.Run("Get-JsonKv -Project p_demo").AssertNoErrors().All("Key"));
    }

    [Fact]
    public void A_project_that_is_not_there_is_an_error_and_the_others_follow()
    {
        ScriptResult result = _session.Run(
            "'p_none', 'p_demo' | ForEach-Object { [pscustomobject]@{ Project = $_ } } | Remove-JsonKv b -Verbose");

        result.AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "'p_none'");
        Assert.Contains(result.Verbose, message => message.StartsWith("Removed: ", StringComparison.Ordinal));
    }

    public void Dispose() => _session.Dispose();
}
