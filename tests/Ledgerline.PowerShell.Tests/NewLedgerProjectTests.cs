using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class NewLedgerProjectTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public void It_makes_a_project_and_says_so()
    {
        PSObject? project = Assert.Single(_session.Run("New-LedgerProject p_demo").AssertNoErrors().Output);

        Assert.Equal("p_demo", project!.Properties["Project"].Value);
        Assert.Equal(_session.Root, project.Properties["Root"].Value);
        Assert.Equal(true, project.Properties["Created"].Value);
        Assert.True(Directory.Exists(Path.Combine(_session.Root, "projects", "p_demo")));
    }

    [Fact]
    public void A_project_that_exists_is_left_as_it_is()
    {
        _session.Run("New-LedgerProject p_demo; Add-LogEntry -Project p_demo 1").AssertNoErrors();

        PSObject? again = Assert.Single(_session.Run("New-LedgerProject p_demo").AssertNoErrors().Output);

        Assert.Equal(false, again!.Properties["Created"].Value);
        Assert.Equal([1L], _session.Run("Get-LogEntry -Project p_demo").Seqs());
    }

    [Fact]
    public void Several_projects_are_made_and_one_that_cannot_be_is_an_error()
    {
        Directory.CreateDirectory(Path.Combine(_session.Root, "projects"));
        File.WriteAllText(Path.Combine(_session.Root, "projects", "p_b"), "");

        ScriptResult result = _session.Run("New-LedgerProject p_a, p_b, p_c");

        Assert.StartsWith("StorageFailed,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("p_a,p_c", result.All("Project"));
    }

    [Fact]
    public void Ids_come_from_the_pipeline_too()
    {
        ScriptResult result = _session.Run("'p_a', 'p_b' | New-LedgerProject | ForEach-Object Project").AssertNoErrors();

        Assert.Equal(["p_a", "p_b"], result.Output.Select(id => id!.BaseObject));
    }

    [Fact]
    public void A_piped_directory_does_not_decide_where_projects_are_made()
    {
        // A DirectoryInfo has a property Root: the drive's.
        _session.Run("[System.IO.DirectoryInfo]'p_demo' | New-LedgerProject -Project { $_.Name }").AssertNoErrors();

        Assert.True(Directory.Exists(Path.Combine(_session.Root, "projects", "p_demo")));
    }

    [Fact]
    public void The_root_is_made_where_it_does_not_exist()
    {
        _session.Run("New-LedgerProject p_demo -Root new/deep").AssertNoErrors();

        Assert.True(Directory.Exists(Path.Combine(_session.Root, "new", "deep", "projects", "p_demo")));
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        ScriptResult result = _session.Run("New-LedgerProject p_demo -Root new -WhatIf").AssertNoErrors();

        Assert.Empty(result.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_session.Root));
    }

    [Theory]
    [InlineData("../out")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("ä")]
    public void An_id_that_no_driver_takes_is_refused(string id)
    {
        ScriptResult result = _session.Run("New-LedgerProject -Project $Arguments[0]", id);

        result.AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, "'Project'", "1-128 of A-Z a-z 0-9 _ -");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_session.Root));
    }

    public void Dispose() => _session.Dispose();
}
