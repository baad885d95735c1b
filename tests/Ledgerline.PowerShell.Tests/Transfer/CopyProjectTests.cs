using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Transfer;

/// <summary><c>Copy-LedgerProject</c> between directories.</summary>
public sealed class CopyProjectTests : TransferSession
{
    public CopyProjectTests() => Session.Run(
        """
        1..5 | Add-LogEntry -Project p_demo
        1 | Add-LogEntry -Project p_demo -Log run -Key r1
        Complete-Log -Project p_demo -Log run -Key r1
        Set-JsonKv settings 'dark' -Project p_demo
        Set-BlobItem site/a.txt 'text' -Project p_demo
        """).AssertNoErrors();

    [Fact]
    public void A_copy_has_everything_and_a_second_one_brings_what_is_new()
    {
        PSObject first = Assert.Single(Session.Run("Copy-LedgerProject p_demo other").AssertNoErrors().Output)!;
        PSObject second = Assert.Single(Session.Run("6 | Add-LogEntry -Project p_demo; Get-LedgerProject p_demo | Copy-LedgerProject -DestinationRoot other").AssertNoErrors().Output)!;

        Assert.Equal("2 6 1 1", Counts(first));
        Assert.Equal("1 1 0 0", Counts(second));
        Assert.Equal(PathOf("other"), first.Properties["DestinationRoot"].Value);
        Assert.Equal(Lines(), LinesOf(PathOf("other/projects/p_demo/.meta/history.jsonl")));
        Assert.True((bool)Session.Run("(Get-Log -Project p_demo -Log run -Key r1 -Root other).IsCompleted").TheOnlyOutput()!);
    }

    [Fact]
    public void What_somebody_else_wrote_there_is_an_error_unless_the_copy_is_a_mirror()
    {
        Session.Run("Copy-LedgerProject p_demo other; Set-JsonKv settings 'light' -Project p_demo -Root other").AssertNoErrors();

        Session.Run("Copy-LedgerProject p_demo other").AssertError("ProjectDiffers", ErrorCategory.ResourceExists, "document settings", "et -Mirror to");
        Assert.Equal("0 0 1 0", Counts(Assert.Single(Session.Run("Copy-LedgerProject p_demo other -Mirror").AssertNoErrors().Output)!));
    }

    [Theory]
    [InlineData("Copy-LedgerProject p_demo", "SameProject", ErrorCategory.InvalidArgument)]
    [InlineData("Copy-LedgerProject p_none other", "ProjectNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("$null = New-LedgerProject p_second; $null = Copy-LedgerProject p_demo, p_second -DestinationProject p_copy", "SeveralProjects", ErrorCategory.InvalidArgument)]
    public void What_cannot_be_copied_is_an_error(string script, string errorId, ErrorCategory category) =>
        Session.Run(script).AssertError(errorId, category, "p_");

    [Fact]
    public void What_would_be_copied_is_said_and_not_done()
    {
        Assert.Empty(Session.Run("Copy-LedgerProject * other -WhatIf").AssertNoErrors().Output);

        Assert.False(Directory.Exists(PathOf("other")));
    }

    private static string Counts(PSObject copied) =>
        string.Join(' ', new[] { "Logs", "Entries", "Documents", "Blobs" }.Select(name => copied.Properties[name].Value));
}
