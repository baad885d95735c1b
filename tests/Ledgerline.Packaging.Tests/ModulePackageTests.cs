using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Ledgerline.Packaging.Tests;

/// <summary>A PowerShell module of one's own records, made by a project that knows the package and nothing of this repository.</summary>
[Collection(PackageCollection.Name)]
public sealed class ModulePackageTests(PackedLedgerline packed)
{
    private const string Sample = "TypedModule";

    [Fact]
    public async Task The_package_carries_the_base_classes_the_build_and_what_a_module_is_made_of()
    {
        IReadOnlyList<string> files = await packed.ListAsync(PackedLedgerline.ForModules);

        Assert.All(
            [
                "lib/net10.0/Ledgerline.PowerShell.dll", "lib/net10.0/Ledgerline.PowerShell.xml", "build/Ledgerline.PowerShell.props",
                "build/Ledgerline.PowerShell.targets", "build/Module.targets", "Module/Ledgerline.psm1", "Module/Typed.psd1",
                "Module/Ledgerline.Document.format.ps1xml", "Module/Ledgerline.Typed.format.ps1xml", "README.md",
            ],
            file => Assert.Contains(file, files));
        Assert.Single(files, file => file.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_that_references_the_package_gets_a_module_of_its_records()
    {
        using Consumer consumer = await packed.CreateModuleAsync(Sample, ("LedgerlineGenerateCmdlets", "true"), ("Version", "2.3.4-beta.1"), ("Description", "It's mine."));

        await Dotnet.RunAsync(consumer.Directory, "build");

        string module = Path.Combine(consumer.Directory, "bin", "Debug", "net10.0", "module", Sample);
        Assert.Equal(
            [
                "Ledgerline.Document.format.ps1xml", "Ledgerline.Typed.format.ps1xml", "TypedModule.psd1", "TypedModule.psm1",
                "lib/Ledgerline.Postgres.dll", "lib/Ledgerline.PowerShell.dll", "lib/Ledgerline.dll",
                "lib/Microsoft.Extensions.DependencyInjection.Abstractions.dll", "lib/Microsoft.Extensions.Logging.Abstractions.dll",
                "lib/Npgsql.dll", "lib/TypedModule.dll",
            ],
            Directory.EnumerateFiles(module, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(module, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "Add-RunEvent Get-RunEvent Get-Settings Get-Thread Remove-Settings Remove-Thread Set-Settings Set-Thread Watch-RunEvent "
                    + "Watch-Settings Watch-Thread 2.3.4 It's mine.",
                "1 Started build", "2 Finished build", "main Thread Release",
            ],
            Run(
                consumer.Directory,
                """
                Import-Module $args[0]
                $module = Get-Module TypedModule
                "$($module.ExportedCmdlets.Keys) $($module.Version) $($module.Description)"
                $null = [System.IO.Directory]::CreateDirectory("$($args[1])/projects/p_demo")
                Add-RunEvent -Root $args[1] -Project p_demo -Started -Name build
                @{ kind = 'finished'; name = 'build' } | Add-RunEvent -Root $args[1] -Project p_demo
                Add-RunEvent -Root $args[1] -Project p_demo -Started -Name test -WhatIf
                Get-RunEvent -Root $args[1] -Project p_demo | ForEach-Object { "$($_.Seq) $($_.Data.GetType().Name) $($_.Data.Name)" }
                Set-Thread -Root $args[1] -Project p_demo -Key main -Title Release
                Get-Thread -Root $args[1] -Project p_demo | ForEach-Object { "$($_.Key) $($_.Data.GetType().Name) $($_.Data.Title)" }
                """,
                module,
                consumer.Directory));
    }

    [Fact]
    public async Task A_record_that_is_added_later_is_exported_and_one_without_the_property_makes_no_module()
    {
        using Consumer consumer = await packed.CreateModuleAsync(Sample);
        await Dotnet.RunAsync(consumer.Directory, "build");
        Assert.False(Directory.Exists(Path.Combine(consumer.Directory, "bin", "Debug", "net10.0", "module")));

        string[] asked = ["build", "-p:LedgerlineGenerateCmdlets=true", "-p:ModuleName=Runs", "-p:ModuleDirectory=out"];
        await Dotnet.RunAsync(consumer.Directory, asked);
        string manifest = Path.Combine(consumer.Directory, "out", "Runs.psd1");
        Assert.DoesNotContain("Add-Note", await File.ReadAllTextAsync(manifest), StringComparison.Ordinal);

        string kept = Path.Combine(consumer.Directory, "out", "kept.txt");
        await File.WriteAllTextAsync(kept, "A directory that the user names may hold more.");
        await File.WriteAllTextAsync(
            Path.Combine(consumer.Directory, "Note.cs"), """namespace TypedModule; [Ledgerline.AppendLog("notes")] public sealed partial record Note(string Text);""");
        await Dotnet.RunAsync(consumer.Directory, asked);
        Assert.Contains("'Add-Note'", await File.ReadAllTextAsync(manifest), StringComparison.Ordinal);
        Assert.True(File.Exists(kept));
    }

    private static IReadOnlyList<string> Run(string directory, string script, params object[] arguments)
    {
        // The engine reads it when it starts.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(directory);
        using var shell = PowerShell.Create(runspace);
        IReadOnlyList<string> output = [.. shell.AddScript(script).AddParameters(arguments).Invoke().Select(each => each.ToString())];
        Assert.Empty(shell.Streams.Error.Select(error => error.ToString()));
        return output;
    }
}
