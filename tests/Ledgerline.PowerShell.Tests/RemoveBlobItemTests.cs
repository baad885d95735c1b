using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class RemoveBlobItemTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    public RemoveBlobItemTests() => _session.Run(
        "'a/1.txt', 'a/2.txt', 'b[1].txt', 'b1.txt' | Set-BlobItem -Path { $_ } -Project p_demo").AssertNoErrors();

    [Theory]
    [InlineData("Remove-BlobItem a/1.txt -Project p_demo", "a/2.txt,b1.txt,b[1].txt")]
    [InlineData("Remove-BlobItem A/* -Project p_demo", "b1.txt,b[1].txt")]
    [InlineData("Remove-BlobItem b[1].txt -Project p_demo", "a/1.txt,a/2.txt,b[1].txt")]
    [InlineData("Remove-BlobItem 'b`[1`].txt' -Project p_demo", "a/1.txt,a/2.txt,b1.txt")]
    [InlineData("Remove-BlobItem -LiteralPath b[1].txt -Project p_demo", "a/1.txt,a/2.txt,b1.txt")]
    [InlineData("Remove-BlobItem a/1.txt, b1.txt -Project p_demo", "a/2.txt,b[1].txt")]
    [InlineData("Remove-BlobItem x* -Project p_demo", "a/1.txt,a/2.txt,b1.txt,b[1].txt")]
    [InlineData("Remove-BlobItem * -Project p_demo -WhatIf", "a/1.txt,a/2.txt,b1.txt,b[1].txt")]
    [InlineData("Get-BlobItem -LiteralPath b[1].txt -Project p_demo | Remove-BlobItem", "a/1.txt,a/2.txt,b1.txt")]
    [InlineData("Get-BlobItem -Project p_demo | Remove-BlobItem", "")]
    public void Only_what_is_meant_is_removed(string script, string left)
    {
        Assert.Empty(_session.Run(script).AssertNoErrors().Output);

        Assert.Equal(left, _session.Run("Get-BlobItem -Project p_demo").AssertNoErrors().All("Path"));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public void What_is_not_there_is_an_error_and_the_others_follow()
    {
        ScriptResult result = _session.Run("Remove-BlobItem nothing, b1.txt -Project p_demo -Verbose");

        result.AssertError("BlobNotFound", ErrorCategory.ObjectNotFound, "'nothing'");
        Assert.Contains(result.Verbose, message => message.StartsWith("Removed: File 'b1.txt'", StringComparison.Ordinal));
        Assert.Equal("a/1.txt,a/2.txt,b[1].txt", _session.Run("Get-BlobItem -Project p_demo").All("Path"));
    }

    [Fact]
    public void Only_the_version_that_was_seen_is_removed()
    {
        ScriptResult result = _session.Run(
            """
            $seen = Get-BlobItem a/* -Project p_demo
            Set-BlobItem a/1.txt 'newer' -Project p_demo
            $seen | Remove-BlobItem
            """);

        result.AssertError("ETagConflict", ErrorCategory.ResourceExists, "'a/1.txt'", "was changed", "Get-BlobItem");
        Assert.Equal("a/1.txt,b1.txt,b[1].txt", _session.Run("Get-BlobItem -Project p_demo").All("Path"));
    }

    [Fact]
    public void A_project_that_is_not_there_is_an_error() =>
        _session.Run("Remove-BlobItem a/1.txt -Project p_none").AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "'p_none'");

    public void Dispose() => _session.Dispose();
}
