using System.Collections;
using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class ModuleTests : IDisposable
{
    private static readonly string[] Commands = ["Add-LogEntry", "Get-LogEntry", "New-LedgerProject", "Watch-Log"];

    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public void The_build_leaves_a_complete_module_and_nothing_else()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Repository.ModuleDirectory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.ModuleDirectory, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "LICENSE", "Ledgerline.PowerShell.dll", "Ledgerline.dll", "Ledgerline.format.ps1xml", "Ledgerline.psd1",
                "Microsoft.Extensions.DependencyInjection.Abstractions.dll", "Microsoft.Extensions.Logging.Abstractions.dll",
                "en-US/Ledgerline.PowerShell.dll-Help.xml",
            ],
            files);
    }

    [Fact]
    public void The_manifest_names_every_export_and_its_requirements()
    {
        var module = (PSModuleInfo)_session.Run("Get-Module Ledgerline").TheOnlyOutput()!;

        Assert.Equal(Commands, module.ExportedCommands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Repository.ModuleVersion, module.Version.ToString());
        Assert.Equal(new Version(7, 6), module.PowerShellVersion);
        Assert.Equal(["Core"], module.CompatiblePSEditions);
        Assert.NotEmpty(module.Description);
        Assert.DoesNotContain("'*'", File.ReadAllText(Path.Combine(Repository.ModuleDirectory, "Ledgerline.psd1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_have_approved_verbs_and_warn_of_nothing_at_import()
    {
        ScriptResult result = _session.Run("Import-Module $Arguments[0] -Force", Repository.ModuleDirectory);

        result.AssertNoErrors();
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [InlineData("Add-LogEntry", "Ledgerline.PowerShell.LogEntry")]
    [InlineData("Get-LogEntry", "Ledgerline.PowerShell.LogEntry")]
    [InlineData("Watch-Log", "Ledgerline.PowerShell.LogEntry")]
    [InlineData("New-LedgerProject", "Ledgerline.PowerShell.LedgerProject")]
    public void Commands_declare_what_they_put_out(string command, string type)
    {
        var info = (CommandInfo)_session.Run("Get-Command $Arguments[0]", command).TheOnlyOutput()!;

        Assert.Equal(type, Assert.Single(info.OutputType).Name);
    }

    [Theory]
    [InlineData("Add-LogEntry", true)]
    [InlineData("New-LedgerProject", true)]
    [InlineData("Get-LogEntry", false)]
    [InlineData("Watch-Log", false)]
    public void Commands_that_write_have_WhatIf_and_Confirm(string command, bool writes)
    {
        var parameters = (IDictionary)_session.Run("(Get-Command $Arguments[0]).Parameters", command).TheOnlyOutput()!;

        Assert.Equal(writes, parameters.Contains("WhatIf"));
        Assert.Equal(writes, parameters.Contains("Confirm"));
    }

    public void Dispose() => _session.Dispose();
}
