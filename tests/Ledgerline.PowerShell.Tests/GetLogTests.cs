using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class GetLogTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    public GetLogTests()
    {
        _session.Run("New-LedgerProject p_other; New-LedgerProject empty; Add-LogEntry -Project p_other -Log audit 1").AssertNoErrors();
        _session.Fill(5).Copy("run/a1").Copy("run/a2").Copy("run/b1").Copy("run");
    }

    [Theory]
    [InlineData("", "p_demo/history p_demo/run p_demo/run/a1 p_demo/run/a2 p_demo/run/b1 p_other/audit")]
    [InlineData("-Project p_demo -Log run", "p_demo/run p_demo/run/a1 p_demo/run/a2 p_demo/run/b1")]
    [InlineData("-Project p_demo -Log r*, hist*", "p_demo/history p_demo/run p_demo/run/a1 p_demo/run/a2 p_demo/run/b1")]
    [InlineData("-Project P_O*", "p_other/audit")]
    [InlineData("-Project p_other, p_demo -Log audit, history -Key $null -ErrorAction Ignore", "p_other/audit p_demo/history")]
    [InlineData("-Project p_demo -Key *", "p_demo/run/a1 p_demo/run/a2 p_demo/run/b1")]
    [InlineData("-Key a*, b1", "p_demo/run/a1 p_demo/run/a2 p_demo/run/b1")]
    [InlineData("-Key a1, a*", "p_demo/run/a1 p_demo/run/a2")]
    [InlineData("-Project p_demo -Key ''", "p_demo/history p_demo/run")]
    [InlineData("-Project p_demo -Key $null", "p_demo/history p_demo/run")]
    [InlineData("-Project p_demo -Key $null, a1", "p_demo/history p_demo/run p_demo/run/a1")]
    [InlineData("-Project p_demo -Log run -Key a1", "p_demo/run/a1")]
    [InlineData("-Project empty", "")]
    [InlineData("-Log audit", "p_other/audit")]
    [InlineData("-Log x*", "")]
    [InlineData("-Project x*", "")]
    [InlineData("-Key x*", "")]
    public void Names_and_patterns_say_which_logs_are_meant(string parameters, string expected) =>
        Assert.Equal(expected, string.Join(' ', _session.Run($"Get-Log {parameters}").AssertNoErrors().Names()));

    [Fact]
    public void It_says_all_that_is_known_of_a_log()
    {
        _session.Run("Limit-Log -Project p_demo -Log history -Before 3; Complete-Log -Project p_demo -Log history").AssertNoErrors();

        PSObject log = Assert.Single(_session.Run("Get-Log -Project p_demo -Log history").AssertNoErrors().Output)!;

        Assert.Equal("Ledgerline.PowerShell.LogStatus", log.BaseObject.GetType().FullName);
        Assert.Equal((_session.Root, "p_demo", "history", null), (Value("Root"), Value("Project"), Value("Log"), Value("Key")));
        Assert.Equal((3L, 5L, 3L), (Value("FirstSeq"), Value("LastSeq"), Value("Entries")));
        Assert.Equal(new FileInfo(_session.LogFile()).Length, Value("SizeInBytes"));
        Assert.Equal(true, Value("IsCompleted"));
        DateTimeOffset first = Assert.IsType<DateTimeOffset>(Value("FirstTimestamp"));
        DateTimeOffset last = Assert.IsType<DateTimeOffset>(Value("LastTimestamp"));
        Assert.InRange(last, first, DateTimeOffset.UtcNow);

        object? Value(string property) => log.Properties[property].Value;
    }

    [Fact]
    public void A_log_that_was_emptied_goes_on_counting()
    {
        ScriptResult result = _session.Run("$null = Limit-Log -Project p_other -Log audit -KeepLast 0; Get-Log -Project p_other").AssertNoErrors();

        Assert.Equal((2L, 1L, 0L), (result.All<long>("FirstSeq").Single(), result.All<long>("LastSeq").Single(), result.All<long>("Entries").Single()));
        Assert.Null(Assert.Single(result.All<object?>("FirstTimestamp")));
    }

    [Fact]
    public void Projects_and_logs_come_from_the_pipeline_with_their_keys()
    {
        Assert.Equal(["p_other/audit"], _session.Run("New-LedgerProject p_other | Get-Log").AssertNoErrors().Names());
        Assert.Equal(
            _session.Run("Get-Log").AssertNoErrors().Names(),
            _session.Run("Get-Log | Get-Log").AssertNoErrors().Names());

        // A piped log without a key does not bring those with one along, whatever came before it.
        Assert.Equal(
            ["p_demo/run/a1", "p_demo/run"],
            _session.Run("$logs = Get-Log -Project p_demo -Log run; $logs[1], $logs[0] | Get-Log").AssertNoErrors().Names());
        Assert.Equal(
            ["p_demo/run/a1", "p_other/audit"],
            _session.Run("$logs = Get-Log -Project p_demo -Log run -Key a1; $logs, (New-LedgerProject p_other) | Get-Log").AssertNoErrors().Names());
    }

    [Theory]
    [InlineData("-Project p_demo -Log none, history", "LogNotFound", "log 'none' in the project 'p_demo'")]
    [InlineData("-Project p_demo -Log history, HISTORY -Key $null", "LogNotFound", "log 'HISTORY'")]
    [InlineData("-Project p_demo -Log history, run -Key '', none", "LogNotFound", "log 'run' with the key 'none'")]
    [InlineData("-Log none, history", "LogNotFound", "log 'none' in any project of ")]
    [InlineData("-Project none, p_demo", "ProjectNotFound", "no project 'none'")]
    public void What_is_named_and_not_there_is_an_error_and_the_others_follow(string parameters, string errorId, string words)
    {
        ScriptResult result = _session.Run($"Get-Log {parameters}");

        Assert.Contains("p_demo/history", result.Names());
        Assert.Contains(result.Errors, error => error.FullyQualifiedErrorId.StartsWith(errorId + ",", StringComparison.Ordinal)
            && error.CategoryInfo.Category == ErrorCategory.ObjectNotFound
            && error.ToString().Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_whose_end_is_damaged_is_an_error_with_a_remedy_and_the_others_follow()
    {
        File.WriteAllText(_session.LogFile() + ".head", "nonsense");

        ScriptResult result = _session.Run("Get-Log -Project p_demo -Key $null");

        result.AssertError("LogCorrupt", ErrorCategory.InvalidData, _session.LogFile() + ".head", "Test-Log", "Repair-Log");
        Assert.Equal(["p_demo/run"], result.Names());
    }

    [Theory]
    [InlineData("-Project ../x")]
    [InlineData("-Log a/b")]
    [InlineData("-Key a/b")]
    [InlineData("-Log ''")]
    public void A_name_that_no_driver_takes_is_refused(string parameters) =>
        _session.Run($"Get-Log {parameters}").AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, "1-128 of A-Z a-z 0-9 _ -");

    [Fact]
    public void Thousands_of_logs_are_looked_at_without_holding_them_open()
    {
        for (int i = 0; i < 2000; i++)
        {
            _session.Copy($"many/k{i:d4}");
        }

        ScriptResult result = _session.Run("Get-Log -Project p_demo -Log many -Key k* | ForEach-Object { $_.LastSeq }").AssertNoErrors();

        Assert.Equal(2000, result.Output.Count);
        Assert.All(result.Output, seq => Assert.Equal(5L, seq!.BaseObject));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    public void Dispose() => _session.Dispose();
}
