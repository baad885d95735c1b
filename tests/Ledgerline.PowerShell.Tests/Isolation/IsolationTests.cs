using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Isolation;

/// <summary>The module beside other modules, other copies of itself, and itself in other runspaces.</summary>
public sealed class IsolationTests : IDisposable
{
    private const string ImportForeign = "Import-Module $Arguments[1]; Get-ForeignVersion";

    /// <summary>Uses what needs the library, its logging and its generated code: writes, reads, and follows.</summary>
    private const string UseOurs =
        """
        $null = New-LedgerProject p_demo -Root $Arguments[2]
        1..3 | Add-LogEntry -Root $Arguments[2] -Project p_demo
        (Get-LogEntry -Root $Arguments[2] -Project p_demo).Data
        (Watch-Log -Root $Arguments[2] -Project p_demo -Since 2 -Count 1).Data
        Connect-Ledger -ConnectionString 'Host=127.0.0.1;Port=1;Username=worker' -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure[0].Exception.InnerException.GetType().FullName
        """;

    private const string ImportOurs = "Import-Module $Arguments[0]";

    private const string DefaultContext =
        """
        [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | ForEach-Object { $_.GetName() } |
            Where-Object { $_.Name -in 'Ledgerline', 'Ledgerline.PowerShell', 'Microsoft.Extensions.Logging.Abstractions', 'Ledgerline.Postgres', 'Npgsql' } |
            ForEach-Object { "$($_.Name) $($_.Version)" }
        """;

    private const string Foreign = ForeignModule.LibraryVersion + " " + ForeignModule.LoggingVersion + " " + ForeignModule.NpgsqlVersion;

    private const string Ours = "1 2 3 3 Npgsql.NpgsqlException";

    private readonly TemporaryRoot _root = new();

    [Fact]
    public async Task Another_modules_versions_loaded_before_do_not_collide() =>
        Assert.Equal($"{Foreign} {Ours} {Foreign}", await RunAsync(ImportForeign, ImportOurs, UseOurs, "Get-ForeignVersion"));

    [Fact]
    public async Task Another_modules_versions_loaded_after_import_do_not_collide() =>
        Assert.Equal($"{Foreign} {Ours}", await RunAsync(ImportOurs, ImportForeign, UseOurs));

    [Fact]
    public async Task Another_modules_versions_loaded_after_use_do_not_collide() =>
        Assert.Equal($"{Ours} {Foreign} 1", await RunAsync(ImportOurs, UseOurs, ImportForeign, "(Get-LogEntry -Root $Arguments[2] -Project p_demo -First 1).Data"));

    [Fact]
    public async Task Nothing_of_ours_loads_into_the_default_context() =>
        Assert.Equal(Ours, await RunAsync(ImportOurs, UseOurs, DefaultContext));

    [Fact]
    public async Task The_driver_for_databases_is_loaded_by_who_uses_one() => Assert.Equal(
        "0 2",
        await RunAsync(
            ImportOurs,
            "$null = New-LedgerProject p_demo -Root $Arguments[2]; 1 | Add-LogEntry -Root $Arguments[2] -Project p_demo",
            "function Count { @([System.AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -in 'Npgsql', 'Ledgerline.Postgres' }).Count }",
            "Count; Get-Log -ConnectionString 'Host=127.0.0.1;Username=worker' -Root $Arguments[2] -ErrorAction SilentlyContinue; Count"));

    /// <summary>Without a context of our own the foreign versions win: what the tests above would miss if they did not collide.</summary>
    [Fact]
    public async Task The_other_modules_versions_do_collide_in_the_default_context()
    {
        string output = await RunAsync(
            ImportForeign, "try { Import-Module (Join-Path $Arguments[0] lib Ledgerline.PowerShell.dll) -ErrorAction Stop; New-LedgerProject p_demo -Root $Arguments[2]; 'works' } catch { 'collides' }");

        Assert.Equal($"{Foreign} collides", output);
    }

    [Fact]
    public async Task Runspaces_that_import_at_once_share_one_context()
    {
        string output = await RunAsync(
            """
            $running = foreach ($n in 1..8) {
                $shell = [powershell]::Create()
                $shell.Runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
                $shell.Runspace.Open()
                $null = $shell.AddScript({
                    param($module, $root, $n)
                    Import-Module $module
                    $null = New-LedgerProject "p_$n" -Root $root
                    $n | Add-LogEntry -Root $root -Project "p_$n" -PassThru | ForEach-Object Data
                }).AddArgument($Arguments[0]).AddArgument($Arguments[2]).AddArgument($n)
                @{ Shell = $shell; Result = $shell.BeginInvoke() }
            }
            foreach ($one in $running) {
                $one.Shell.EndInvoke($one.Result)
                $one.Shell.Streams.Error
            }
            @([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -Like 'Ledgerline*').Count
            """);

        Assert.Equal("1 2 3 4 5 6 7 8 1", output);
    }

    [Fact]
    public void A_removed_module_leaves_no_command_and_can_be_imported_again()
    {
        using ModuleSession session = ModuleSession.OpenWithProject();

        ScriptResult result = session.Run(
            """
            foreach ($round in 1..3) {
                Remove-Module Ledgerline
                @(Get-Command -Module Ledgerline*).Count
                @(Get-Module Ledgerline* -All).Count
                Import-Module $Arguments[0]
                $round | Add-LogEntry -Project p_demo
            }
            (Get-LogEntry -Project p_demo).Data
            """,
            Repository.ModuleDirectory);

        Assert.Equal("0 0 0 0 0 0 1 2 3", string.Join(' ', result.AssertNoErrors().Output));
    }

    [Fact]
    public void Importing_by_force_works_while_a_command_runs()
    {
        using ModuleSession session = ModuleSession.OpenWithProject();

        ScriptResult result = session.Run(
            "1..3 | Add-LogEntry -Project p_demo -PassThru | ForEach-Object { Import-Module $Arguments[0] -Force; $_.Data }; (Get-LogEntry -Project p_demo).Data",
            Repository.ModuleDirectory);

        Assert.Equal("1 2 3 1 2 3", string.Join(' ', result.AssertNoErrors().Output));
    }

    [Fact]
    public void Of_two_copies_in_a_session_the_one_imported_last_has_the_commands()
    {
        using ModuleSession session = ModuleSession.OpenWithProject();

        ScriptResult result = session.Run(
            """
            1 | Add-LogEntry -Project p_demo
            foreach ($path in $Arguments) {
                # PowerShell takes the types of a second file only when the first one's are gone.
                Remove-Module Ledgerline
                Import-Module $path
                2 | Add-LogEntry -Project p_demo
                (Get-Command Get-LogEntry).Module.ModuleBase -eq $path
                @(Get-Module Ledgerline).Count
            }
            (Get-LogEntry -Project p_demo).Data
            """,
            ModuleCopy.Write(_root.Path), Repository.ModuleDirectory);

        Assert.Equal("True 1 True 1 1 2 2", string.Join(' ', result.AssertNoErrors().Output));
    }

    [Fact]
    public async Task Another_version_works_beside_the_first_in_another_runspace_and_instead_of_it_in_the_same()
    {
        string other = ModuleCopy.WriteOtherVersion(_root.Path);
        string output = await SessionProcess.RunAsync(
            """
            $name = { (Get-Command Get-LogEntry).ImplementingType.Assembly.GetName().Version.ToString(3) }
            $use = {
                param($module, $root, $project)
                Import-Module $module
                $null = New-LedgerProject $project -Root $root
                1 | Add-LogEntry -Root $root -Project $project
                (Get-LogEntry -Root $root -Project $project).Data
            }
            & $use $Arguments[0] $Arguments[2] p_first
            $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
            $shell.AddScript($use).AddArgument($Arguments[1]).AddArgument($Arguments[2]).AddArgument('p_beside').Invoke()
            $shell.Streams.Error
            & $name
            Remove-Module Ledgerline
            Import-Module $Arguments[1]
            & $name
            & $use $Arguments[1] $Arguments[2] p_instead
            @([System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -Like 'Ledgerline*').Count
            """,
            Repository.ModuleDirectory, other, _root.Path);

        Assert.Equal($"1 1 {Repository.ModuleVersion} {ModuleCopy.OtherVersion} 1 2", output);
    }

    [Fact]
    public void Another_build_of_the_same_version_is_refused()
    {
        using ModuleSession session = ModuleSession.Open();
        string copy = ModuleCopy.Write(_root.Path);
        File.AppendAllText(Path.Combine(copy, "lib", "Ledgerline.PowerShell.dll"), "\0");

        ScriptResult result = session.Run("Remove-Module Ledgerline; Import-Module $Arguments[0]", copy);

        Assert.Contains("another build of the same version", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
        Assert.Contains(Repository.ModuleDirectory, result.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(1, session.Run("Import-Module $Arguments[0]; @(Get-Command Get-LogEntry).Count", Repository.ModuleDirectory).TheOnlyOutput());
    }

    [Fact]
    public void Elsewhere_than_on_Linux_the_import_says_so()
    {
        var state = InitialSessionState.CreateDefault2();
        state.Variables.Remove("IsLinux", null);
        state.Variables.Add(new SessionStateVariableEntry("IsLinux", false, ""));
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", Repository.ModuleDirectory);

        RuntimeException error = Assert.ThrowsAny<RuntimeException>(() => shell.Invoke());

        Assert.StartsWith("Ledgerline runs on Linux only: ", error.Message, StringComparison.Ordinal);
        Assert.IsType<PlatformNotSupportedException>(error.InnerException);
    }

    [Fact]
    public void An_older_PowerShell_is_told_which_it_takes()
    {
        using ModuleSession session = ModuleSession.Open();
        string manifest = Path.Combine(ModuleCopy.Write(_root.Path), "Ledgerline.psd1");
        string text = File.ReadAllText(manifest);
        // This engine is as old for 99.0 as 7.5 is for 7.6.
        File.WriteAllText(manifest, text.Replace("PowerShellVersion    = '7.6'", "PowerShellVersion    = '99.0'", StringComparison.Ordinal));

        ErrorRecord error = Assert.Single(session.Run("Import-Module $Arguments[0]", manifest).Errors);

        Assert.Contains("minimum", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("99.0", error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _root.Dispose();

    private Task<string> RunAsync(params string[] script) => SessionProcess.RunAsync(
        string.Join('\n', script), Repository.ModuleDirectory, ForeignModule.Write(_root.Path), _root.Path);
}
