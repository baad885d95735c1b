using System.Collections;
using System.Management.Automation;
using System.Reflection;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class ModuleTests : IDisposable
{
    // Verbs of commands that change nothing.
    private static readonly string[] ReadingVerbs = ["Get", "Test", "Watch"];

    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public void The_build_leaves_a_complete_module_and_nothing_else()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Repository.ModuleDirectory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.ModuleDirectory, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        IEnumerable<string> views = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "PowerShell", "Module"), "*.ps1xml")
            .Select(file => Path.GetFileName(file))
            .Where(file => file != "Ledgerline.Typed.format.ps1xml"); // a part of other modules: of those with cmdlets of one's own records

        Assert.Equal(
            new[]
            {
                "LICENSE", "Ledgerline.psd1", "Ledgerline.psm1", "en-US/Ledgerline.PowerShell.dll-Help.xml", "en-US/about_Ledgerline.help.txt",
                "lib/Ledgerline.PowerShell.dll", "lib/Ledgerline.dll",
                "lib/Microsoft.Extensions.DependencyInjection.Abstractions.dll", "lib/Microsoft.Extensions.Logging.Abstractions.dll",
                "lib/postgres/Ledgerline.Postgres.dll", "lib/postgres/Npgsql.dll",
            }.Concat(views).Order(StringComparer.Ordinal),
            files);
    }

    [Fact]
    public void The_manifest_names_every_export_and_its_requirements()
    {
        var module = (PSModuleInfo)_session.Run("Get-Module Ledgerline").TheOnlyOutput()!;

        Assert.Equal(Documented.Commands.Order(StringComparer.Ordinal), module.ExportedCommands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(CmdletClasses(module), module.ExportedCommands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Repository.ModuleVersion, module.Version.ToString());
        Assert.Equal(new Version(7, 6), module.PowerShellVersion);
        Assert.Equal(["Core"], module.CompatiblePSEditions);
        Assert.NotEmpty(module.Description);
        Assert.DoesNotContain("'*'", File.ReadAllText(Path.Combine(Repository.ModuleDirectory, "Ledgerline.psd1")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_manifest_names_every_file_and_every_view()
    {
        var module = (PSModuleInfo)_session.Run("Get-Module Ledgerline").TheOnlyOutput()!;
        string[] files = [.. Directory.EnumerateFiles(Repository.ModuleDirectory, "*", SearchOption.AllDirectories)];

        Assert.Equal(files.Order(StringComparer.Ordinal), module.FileList.Select(Path.GetFullPath).Order(StringComparer.Ordinal));
        Assert.Equal(files.Where(file => file.EndsWith(".format.ps1xml", StringComparison.Ordinal)).Order(StringComparer.Ordinal), module.ExportedFormatFiles.Order(StringComparer.Ordinal));
        Assert.Equal(files.Where(file => file.EndsWith(".types.ps1xml", StringComparison.Ordinal)).Order(StringComparer.Ordinal), module.ExportedTypeFiles.Order(StringComparer.Ordinal));
        Assert.StartsWith(Repository.ModuleVersion + ": ", module.ReleaseNotes, StringComparison.Ordinal);
        Assert.NotEmpty(module.Tags);
    }

    [Fact]
    public void Commands_have_approved_verbs_and_warn_of_nothing_at_import()
    {
        ScriptResult result = _session.Run("Import-Module $Arguments[0] -Force", Repository.ModuleDirectory);

        result.AssertNoErrors();
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [MemberData(nameof(Documented.TheoryOfCommands), MemberType = typeof(Documented))]
    public void Commands_that_write_have_WhatIf_and_Confirm(string command)
    {
        var info = (CmdletInfo)_session.Run("Get-Command $Arguments[0]", command).TheOnlyOutput()!;
        bool writes = !ReadingVerbs.Contains(info.Verb);

        Assert.Equal(writes, info.Parameters.ContainsKey("WhatIf"));
        Assert.Equal(writes, info.Parameters.ContainsKey("Confirm"));
    }

    [Fact]
    public void Importing_again_by_force_keeps_the_commands()
    {
        ScriptResult result = _session.Run(
            "1..3 | ForEach-Object { Import-Module $Arguments[0] -Force; (Get-Command -Module Ledgerline).Count }", Repository.ModuleDirectory);

        Assert.All(result.AssertNoErrors().Output, count => Assert.Equal(Documented.Commands.Count, count!.BaseObject));
    }

    public void Dispose() => _session.Dispose();

    private static IEnumerable<string> CmdletClasses(PSModuleInfo module) =>
        module.NestedModules.Single().ImplementingAssembly.GetExportedTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}")
            .Order(StringComparer.Ordinal);
}
