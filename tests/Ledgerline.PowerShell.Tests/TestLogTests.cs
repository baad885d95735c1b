using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class TestLogTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenOnFixture();

    [Theory]
    [InlineData("p_plain", "")]
    [InlineData("p_values", "")]
    [InlineData("p_truncated", "")]
    [InlineData("p_truncated_all", "")]
    [InlineData("p_torn_half", "UncommittedTail 6 6")]
    [InlineData("p_torn_nul", "UncommittedTail 6 ")]
    [InlineData("p_torn_whole_no_newline", "UncommittedTail 6 6")]
    [InlineData("p_bad_middle", "DamagedLine 3 ")]
    [InlineData("p_two_writers", "OutOfOrder 3 2; OutOfOrder 6 3")]
    public void Each_fault_of_the_older_system_is_an_object_with_its_place(string project, string expected)
    {
        IReadOnlyDictionary<string, string> before = _session.Files();

        ScriptResult result = _session.Run("Test-Log -Project $Arguments[0]", project).AssertNoErrors();

        Assert.Equal(expected, string.Join("; ", result.Output.Select(fault =>
            $"{fault!.Properties["Kind"].Value} {fault.Properties["Line"].Value} {fault.Properties["Seq"].Value}")));
        Assert.All(result.Output, fault => Assert.Equal(
            (_session.Root, project, "history", null, _session.LogFile(project)),
            (fault!.Properties["Root"].Value, fault.Properties["Project"].Value, fault.Properties["Log"].Value, fault.Properties["Key"].Value, fault.Properties["Source"].Value)));
        Assert.All(result.Output, fault => Assert.NotEmpty((string)fault!.Properties["Cause"].Value));
        Assert.Equal(before, _session.Files());
        Assert.Equal([expected.Length == 0], _session.Run("Test-Log -Project $Arguments[0] -Quiet", project).AssertNoErrors().Output.Select(o => o!.BaseObject));
    }

    [Fact]
    public void Without_parameters_everything_is_tested_and_the_faults_pipe_on()
    {
        ScriptResult faults = _session.Run("Test-Log").AssertNoErrors();

        Assert.Equal(
            ["p_bad_middle/history", "p_torn_half/history", "p_torn_nul/history", "p_torn_whole_no_newline/history", "p_two_writers/history", "p_two_writers/history"],
            faults.Output.Select(fault => $"{fault!.Properties["Project"].Value}/{fault.Properties["Log"].Value}"));
        Assert.Equal(6, _session.Run("Test-Log | Get-Log").AssertNoErrors().Output.Count);
    }

    [Fact]
    public void Quiet_is_one_boolean_for_each_input()
    {
        Assert.Equal([false], Booleans("Test-Log -Quiet"));
        Assert.Equal([true], Booleans("Test-Log -Project p_plain, p_v* -Quiet"));
        Assert.Equal([false, true, false], Booleans("'p_bad_middle', 'p_plain', 'p_two_writers' | ForEach-Object { New-LedgerProject $_ } | Test-Log -Quiet"));

        IEnumerable<object> Booleans(string script) => _session.Run(script).AssertNoErrors().Output.Select(o => o!.BaseObject);
    }

    [Theory]
    [InlineData("-Project p_none", "ProjectNotFound")]
    [InlineData("-Project p_plain -Log none", "LogNotFound")]
    [InlineData("-Log none", "LogNotFound")]
    public void Quiet_of_what_is_not_there_is_false_with_an_error(string parameters, string errorId)
    {
        ScriptResult result = _session.Run($"Test-Log {parameters} -Quiet");

        result.AssertError(errorId, ErrorCategory.ObjectNotFound);
        Assert.Equal([false], result.Output.Select(o => o!.BaseObject));
    }

    [Fact]
    public void Verbose_says_how_much_was_read()
    {
        ScriptResult result = _session.Run("Test-Log -Project p_plain, p_bad_middle -Verbose").AssertNoErrors();

        long size = new FileInfo(_session.LogFile("p_plain")).Length;
        Assert.Contains(result.Verbose, text => text.StartsWith($"Read 190 entries in {size} bytes", StringComparison.Ordinal) && text.EndsWith(": sound.", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, text => text.StartsWith("Read 5 entries", StringComparison.Ordinal) && text.EndsWith(": 1 fault.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_takes_longer_than_a_second_shows_progress()
    {
        // Whether somebody writes a temporary file takes a second to see.
        File.WriteAllText(_session.LogFile("p_plain") + ".tmp", "left");
        File.WriteAllText(_session.LogFile("p_plain") + ".head.tmp", "left");
        await using RunningScript testing = _session.Start("Test-Log -Project p_plain");

        await testing.CompleteAsync();

        Assert.Equal(2, testing.Output.Count);
        Assert.Contains(testing.Progress, progress => progress.Activity == "Testing logs"
            && progress.StatusDescription.Contains("'history' of project 'p_plain'", StringComparison.Ordinal) && progress.PercentComplete == 100);
        Assert.Equal(ProgressRecordType.Completed, testing.Progress[^1].RecordType);
    }

    public void Dispose() => _session.Dispose();
}
