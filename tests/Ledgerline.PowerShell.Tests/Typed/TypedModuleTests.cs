using System.Management.Automation;
using System.Runtime.Loader;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Typed;

/// <summary>The module that the build lays out for a project's own records.</summary>
public sealed class TypedModuleTests : IDisposable
{
    private readonly ModuleSession _session = RunLog.Open();

    [Fact]
    public void The_build_leaves_a_complete_module_and_nothing_else()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(RunLog.ModuleDirectory, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(RunLog.ModuleDirectory, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "Ledgerline.Document.format.ps1xml", "Ledgerline.Typed.format.ps1xml", "TypedModule.psd1", "TypedModule.psm1", "lib/Ledgerline.Postgres.dll", "lib/Ledgerline.PowerShell.dll", "lib/Ledgerline.dll",
                "lib/Microsoft.Extensions.DependencyInjection.Abstractions.dll", "lib/Microsoft.Extensions.Logging.Abstractions.dll",
                "lib/Npgsql.dll", "lib/TypedModule.dll",
            ],
            files);
    }

    [Fact]
    public void The_manifest_names_every_export()
    {
        var module = (PSModuleInfo)_session.Run("Get-Module TypedModule").TheOnlyOutput()!;

        Assert.Equal(
            [
                "Add-RunEvent", "Get-RunEvent", "Get-Settings", "Get-Thread", "Remove-Settings", "Remove-Thread", "Set-Settings", "Set-Thread",
                "Watch-RunEvent", "Watch-Settings", "Watch-Thread",
            ],
            module.ExportedCommands.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(Repository.ModuleVersion, module.Version.ToString());
        Assert.Equal("Records what happens to one's runs.", module.Description);
        Assert.NotEqual(Guid.Empty, module.Guid);
        Assert.DoesNotContain("*", File.ReadAllText(Path.Combine(RunLog.ModuleDirectory, "TypedModule.psd1")), StringComparison.Ordinal);
    }

    [Fact]
    public void It_lives_beside_the_module_Ledgerline_each_with_its_own_assemblies()
    {
        _session.Run("Add-RunEvent -Started -Name a").AssertNoErrors();

        Assert.Equal("started", _session.Run("(Get-LogEntry -Project p_demo -Log run).Data.kind").TheOnlyOutput());
        AssemblyLoadContext?[] contexts =
        [
            .. new[] { "Get-LogEntry", "Get-RunEvent" }.Select(name =>
                AssemblyLoadContext.GetLoadContext(((CmdletInfo)_session.Run("Get-Command $Arguments[0]", name).TheOnlyOutput()!).ImplementingType.Assembly)),
        ];
        Assert.NotSame(contexts[0], contexts[1]);
        Assert.DoesNotContain(AssemblyLoadContext.Default, contexts);
        Assert.Contains(contexts[1]!.Assemblies, assembly => assembly.GetName().Name == "Ledgerline.PowerShell");
        Assert.Equal("Ledgerline", _session.Run("(Get-Command Get-LogEntry).Source").TheOnlyOutput());
        Assert.Equal("TypedModule", _session.Run("(Get-Command Get-RunEvent).Source").TheOnlyOutput());
    }

    [Fact]
    public void It_is_imported_again_with_Force()
    {
        _session.Run("Import-Module $Arguments[0] -Force; Add-RunEvent -Started -Name a", RunLog.ModuleDirectory).AssertNoErrors();

        Assert.Single(RunLog.Stored(_session));
    }

    [Theory]
    [InlineData("Add-RunEvent -Finished -Outcome ", "Cancelled Failed Passed")]
    [InlineData("Add-RunEvent -Finished -Outcome f", "Failed")]
    [InlineData("Add-RunEvent -Sta", "-Started")]
    [InlineData("Add-RunEvent -Finished -Exit", "-ExitCode")]
    [InlineData("Get-RunEvent -Project ", "p_demo")]
    [InlineData("Get-RunEvent -Project p_demo -Key ", "nightly weekly")]
    [InlineData("Add-RunEvent -Project p_demo -Key n", "nightly")]
    public void The_Tab_key_completes_what_the_record_says(string line, string expected)
    {
        _session.Run("'nightly', 'weekly' | ForEach-Object { Add-RunEvent -Started -Name a -Key $_ }").AssertNoErrors();

        Assert.Equal(expected, string.Join(' ', _session.Complete(line).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void The_Tab_key_offers_a_case_its_own_parameters()
    {
        Assert.Contains("-Tags", _session.Complete("Add-RunEvent -Started -"));
        Assert.DoesNotContain("-ExitCode", _session.Complete("Add-RunEvent -Started -"));
        Assert.Contains("-ExitCode", _session.Complete("Add-RunEvent -Finished -"));
    }

    [Fact]
    public void Parameters_have_the_records_types_and_its_documentation()
    {
        var command = (CmdletInfo)_session.Run("Get-Command Add-RunEvent").TheOnlyOutput()!;

        Assert.Equal(["Finished", "InputObject", "Progressed", "Started"], command.ParameterSets.Select(set => set.Name).Order(StringComparer.Ordinal));
        CommandParameterInfo[] started = [.. command.ParameterSets.Single(set => set.Name == "Started").Parameters];
        Assert.Equal(["Name", "Project", "Started"], started.Where(parameter => parameter.IsMandatory).Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.Equal("What runs, such as build.", started.Single(parameter => parameter.Name == "Name").HelpMessage);
        Assert.Equal("A run began.", started.Single(parameter => parameter.Name == "Started").HelpMessage);
        Assert.Equal("TypedModule.Commit", started.Single(parameter => parameter.Name == "Commit").ParameterType.FullName);
        Assert.Equal(typeof(string[]), started.Single(parameter => parameter.Name == "Tags").ParameterType);
        Assert.Contains(command.OutputType, output => output.Type.Name == "TypedLogEntry`1");
    }

    public void Dispose() => _session.Dispose();
}
