using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class RootTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public void A_relative_root_starts_at_the_session_s_location_and_not_at_the_process_s()
    {
        Directory.CreateDirectory(Path.Combine(_session.Root, "sub"));

        _session.Run("$null = $ExecutionContext.SessionState.Path.SetLocation('sub'); New-LedgerProject p_demo -Root ../data").AssertNoErrors();

        Assert.True(Directory.Exists(Path.Combine(_session.Root, "data", "projects", "p_demo")));
    }

    [Fact]
    public void The_root_of_a_piped_project_is_used()
    {
        _session.Run("New-LedgerProject p_demo -Root data; Add-LogEntry -Root data -Project p_demo 7").AssertNoErrors();

        Assert.Equal([1L], _session.Run("New-LedgerProject p_demo -Root data | Get-LogEntry").AssertNoErrors().Seqs());
    }

    [Theory]
    [InlineData("New-LedgerProject p_demo -Root file.txt")]
    [InlineData("Add-LogEntry -Project p_demo 1 -Root file.txt")]
    [InlineData("Get-LogEntry -Project p_demo -Root file.txt")]
    [InlineData("Watch-Log -Project p_demo -Root file.txt")]
    public void A_root_that_is_a_file_is_an_error(string script)
    {
        File.WriteAllText(Path.Combine(_session.Root, "file.txt"), "");

        ErrorRecord error = _session.Run(script)
            .AssertError("RootIsFile", ErrorCategory.InvalidArgument, "file.txt' is a file", "-Root");

        Assert.Equal(Path.Combine(_session.Root, "file.txt"), error.TargetObject);
    }

    [Fact]
    public void A_root_of_another_provider_is_an_error() =>
        _session.Run("Get-LogEntry -Project p_demo -Root Env:\\")
            .AssertError("RootNotFileSystem", ErrorCategory.InvalidArgument, "Environment", "Pass a directory to -Root");

    [Fact]
    public void A_root_on_a_drive_that_does_not_exist_is_an_error() =>
        _session.Run("Get-LogEntry -Project p_demo -Root Nowhere:\\data")
            .AssertError("RootNotFound", ErrorCategory.ObjectNotFound, "Nowhere", "Pass a directory to -Root");

    [Fact]
    public void A_root_where_nothing_can_be_made_is_an_error_that_says_so() =>
        _session.Run("New-LedgerProject p_demo -Root /sys").AssertError("StorageFailed", ErrorCategory.PermissionDenied, "/sys");

    [Fact]
    public void A_project_that_cannot_be_written_is_an_error_that_names_the_file()
    {
        // A file stands where the directory of logs should be made: that stops every user, root too.
        Directory.CreateDirectory(Path.Combine(_session.Root, "projects", "p_demo"));
        File.WriteAllText(Path.Combine(_session.Root, "projects", "p_demo", ".meta"), "");

        _session.Run("Add-LogEntry -Project p_demo 1").AssertError("StorageFailed", ErrorCategory.ResourceUnavailable, ".meta");
    }

    public void Dispose() => _session.Dispose();
}
