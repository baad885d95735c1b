using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary>On which terms <c>Add-LogEntry</c> appends: to which log, on what condition, in what batches.</summary>
public sealed class AddLogEntryTermsTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Fact]
    public void A_key_chooses_one_of_many_logs()
    {
        _session.Run("1, 2 | Add-LogEntry -Project p_demo -Log run -Key a; 3 | Add-LogEntry -Project p_demo -Log run -Key b").AssertNoErrors();

        Assert.Equal([1L, 2L], _session.Run("(Get-LogEntry -Project p_demo -Log run -Key a).Data").Output.Select(data => data!.BaseObject));
        Assert.Equal(3L, _session.Run("(Watch-Log -Project p_demo -Log run -Key b -Since 0 -Count 1).Data").TheOnlyOutput());
        Assert.Empty(_session.Run("Get-LogEntry -Project p_demo -Log run").AssertNoErrors().Output);
        Assert.True(File.Exists(Path.Combine(_session.Root, "projects", "p_demo", ".meta", "run", "a.jsonl")));
    }

    [Fact]
    public void A_log_and_its_key_come_by_the_names_of_properties()
    {
        _session.Run("1 | Add-LogEntry -Project p_demo -Log run -Key a; 2 | Add-LogEntry -Project p_demo -Log run").AssertNoErrors();

        ScriptResult result = _session.Run("'a', $null, '' | ForEach-Object { [pscustomobject]@{ Project = 'p_demo'; Log = 'run'; Key = $_ } } | Get-LogEntry | ForEach-Object Data");

        Assert.Equal([1L, 2L, 2L], result.AssertNoErrors().Output.Select(data => data!.BaseObject));
    }

    [Theory]
    [InlineData("Add-LogEntry -Project p_demo -Key '../x' 1")]
    [InlineData("Add-LogEntry -Project p_demo -Key '' 1")]
    [InlineData("Get-LogEntry -Project p_demo -Key 'a b'")]
    public void A_key_that_no_log_can_have_is_refused(string script) =>
        _session.Run(script).AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, "log key");

    [Fact]
    public void What_is_expected_is_appended_to()
    {
        _session.Run("1 | Add-LogEntry -Project p_demo -ExpectedLastSeq 0; 2, 3 | Add-LogEntry -Project p_demo -ExpectedLastSeq 1").AssertNoErrors();

        Assert.Equal(["1", "2", "3"], StoredData());
    }

    [Theory]
    [InlineData(0, "-Since 0")]
    [InlineData(2, "-Since 2")]
    [InlineData(9, "-Since 0")]
    public void Another_last_entry_is_a_conflict_and_nothing_is_written(long expected, string remedy)
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();

        ErrorRecord error = _session.Run("4, 5 | Add-LogEntry -Project p_demo -ExpectedLastSeq $Arguments[0]", expected).AssertError(
            "LogConflict", ErrorCategory.ResourceExists, $"last entry is 3, and {expected} was expected", remedy, "-ExpectedLastSeq 3", "2 entries were taken and not written");

        Assert.Equal(3L, error.TargetObject);
        Assert.Equal(["1", "2", "3"], StoredData());
    }

    [Fact]
    public void Batches_that_follow_one_another_are_no_conflict()
    {
        _session.Run("1..7 | Add-LogEntry -Project p_demo -ExpectedLastSeq 0 -BatchSize 3").AssertNoErrors();

        Assert.Equal(Enumerable.Range(1, 7).Select(n => $"{n}"), StoredData());
    }

    [Fact]
    public void What_somebody_else_appends_between_two_batches_is_a_conflict()
    {
        ScriptResult result = _session.Run("""
            1..4 | ForEach-Object {
                if ($_ -eq 3) { Add-LogEntry -Project p_demo 'rival' }
                $_
            } | Add-LogEntry -Project p_demo -ExpectedLastSeq 0 -BatchSize 2
            """);

        result.AssertError("LogConflict", ErrorCategory.ResourceExists, "last entry is 3, and 2 was expected");
        Assert.Equal(["1", "2", "\"rival\""], StoredData());
    }

    [Fact]
    public void A_batch_has_no_more_entries_than_was_said()
    {
        _session.Run("1..10 | Add-LogEntry -Project p_demo -BatchSize 4").AssertNoErrors();

        int longest = 0;
        int length = 0;
        foreach ((_, _, bool hasMore) in StoredLog.Read(_session.LogFile()))
        {
            longest = Math.Max(longest, ++length);
            length = hasMore ? length : 0;
        }

        Assert.InRange(longest, 1, 4);
    }

    [Theory]
    [InlineData("Buffered")]
    [InlineData("Flushed")]
    public void Whatever_the_durability_everything_is_there_when_the_command_returns(string durability)
    {
        _session.Run("1..25 | Add-LogEntry -Project p_demo -Durability $Arguments[0] -BatchSize 10", durability).AssertNoErrors();

        Assert.Equal(25, StoredData().Count());
    }

    [Theory]
    [InlineData("-BatchSize 0")]
    [InlineData("-ExpectedLastSeq -1")]
    public void Terms_that_make_no_sense_are_refused(string parameters) =>
        _session.Run($"Add-LogEntry -Project p_demo 1 {parameters}").AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData);

    [Fact]
    public void An_entry_that_is_piped_in_stands_for_its_data()
    {
        _session.Run("""Add-LogEntry -Project p_demo -Json '{"b":[1.0,null],"a":{}}', '[]', 'null'""").AssertNoErrors();

        _session.Run("Get-LogEntry -Project p_demo | Add-LogEntry -Project p_demo -Log copy").AssertNoErrors();

        Assert.Equal(StoredData(), StoredLog.Read(_session.LogFile(log: "copy")).Select(line => line.Data));
    }

    [Fact]
    public void JSON_comes_from_the_pipeline_as_text_or_by_the_name_of_a_property()
    {
        _session.Run("""'{"a":1}', '[2]' | Add-LogEntry -Project p_demo -Json { $_ }""").AssertNoErrors();
        _session.Run("""[pscustomobject]@{ Json = '{"b":2}' } | Add-LogEntry -Project p_demo -Json { $_.Json }""").AssertNoErrors();

        Assert.Equal(["""{"a":1}""", "[2]", """{"b":2}"""], StoredData());
    }

    [Fact]
    public void WhatIf_writes_nothing_to_a_log_of_any_key()
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo -Log run -Key a -ExpectedLastSeq 7 -WhatIf").AssertNoErrors();

        Assert.False(Directory.Exists(Path.Combine(_session.Root, "projects", "p_demo", ".meta", "run")));
    }

    public void Dispose() => _session.Dispose();

    private IEnumerable<string> StoredData() => StoredLog.Read(_session.LogFile()).Select(line => line.Data);
}
