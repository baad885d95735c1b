using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class LimitLogTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject().Fill(10);

    [Theory]
    [InlineData("-Before 4", 3, 4)]
    [InlineData("-Before 1", 0, 1)]
    [InlineData("-Before 10", 9, 10)]
    [InlineData("-Before 11", 10, 11)]
    [InlineData("-Before 1000", 10, 11)]
    [InlineData("-KeepLast 3", 7, 8)]
    [InlineData("-KeepLast 10", 0, 1)]
    [InlineData("-KeepLast 100", 0, 1)]
    [InlineData("-KeepLast 0", 10, 11)]
    public void A_number_says_what_is_kept(string parameters, long removed, long first)
    {
        PSObject result = Assert.Single(_session.Run($"Limit-Log -Project p_demo -Log history {parameters}").AssertNoErrors().Output)!;

        Assert.Equal(
            (_session.Root, "p_demo", "history", null, removed, first, 10L, 10 - removed),
            (Value("Root"), Value("Project"), Value("Log"), Value("Key"), Value("Removed"), Value("FirstSeq"), Value("LastSeq"), Value("Entries")));
        Assert.Equal(Enumerable.Range((int)first, 11 - (int)first).Select(n => (long)n), _session.Run("Get-LogEntry -Project p_demo").AssertNoErrors().Seqs());
        Assert.Equal([11L], _session.Run("Add-LogEntry -Project p_demo 'next' -PassThru").AssertNoErrors().Seqs());

        object? Value(string property) => result.Properties[property].Value;
    }

    [Theory]
    [InlineData("([timespan]'30.00:00:00')")]
    [InlineData("30.00:00:00")]
    [InlineData("'30.00:00:00'")]
    [InlineData("([datetimeoffset]::Now.AddDays(-30))")]
    [InlineData("([datetime]::Now.AddDays(-30))")]
    [InlineData("([datetime]::UtcNow.AddDays(-30))")]
    public void An_age_and_a_time_mean_the_same(string limit)
    {
        WriteAged(40, 35, 31, 29, 1, 0);

        ScriptResult result = _session.Run($"Limit-Log -Project p_demo -Log aged -OlderThan {limit}").AssertNoErrors();

        Assert.Equal((3L, 4L), (result.All<long>("Removed").Single(), result.All<long>("FirstSeq").Single()));
    }

    [Fact]
    public void An_entry_of_exactly_that_time_is_kept()
    {
        long[] times = WriteAged(3, 2, 1);
        string limit = DateTimeOffset.FromUnixTimeMilliseconds(times[1]).ToString("O");

        Assert.Equal([1L], _session.Run($"Limit-Log -Project p_demo -Log aged -OlderThan {limit} -WhatIf; Limit-Log -Project p_demo -Log aged -OlderThan {limit}").AssertNoErrors().All<long>("Removed"));
        Assert.Equal([2L, 3L], _session.Run("Get-LogEntry -Project p_demo -Log aged").AssertNoErrors().Seqs());
    }

    [Theory]
    [InlineData("00:00:00", 3)]
    [InlineData("365.00:00:00", 0)]
    public void All_or_nothing_may_be_old(string limit, long removed)
    {
        WriteAged(40, 35, 31);

        Assert.Equal([removed], _session.Run($"Limit-Log -Project p_demo -Log aged -OlderThan {limit}").AssertNoErrors().All<long>("Removed"));
        Assert.Equal([4L], _session.Run("Add-LogEntry -Project p_demo -Log aged 1 -PassThru").AssertNoErrors().Seqs());
    }

    [Theory]
    [InlineData("30")]
    [InlineData("'soon'")]
    [InlineData("-30.00:00:00")]
    [InlineData("$null")]
    [InlineData("([timespan]::MaxValue)")]
    public void What_is_no_time_is_refused_with_an_example(string limit) =>
        _session.Run($"Limit-Log -Project p_demo -Log history -OlderThan {limit}")
            .AssertError("ParameterArgumentTransformationError", ErrorCategory.InvalidData, "neither a time nor a time span", "30.00:00:00", "AddDays(-30)");

    [Theory]
    [InlineData("-Before 0")]
    [InlineData("-KeepLast -1")]
    public void A_number_that_can_be_none_is_refused(string parameters) =>
        _session.Run($"Limit-Log -Project p_demo -Log history {parameters}").AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData);

    [Fact]
    public void Two_limits_at_once_are_refused() =>
        _session.Run("Limit-Log -Project p_demo -Log history -Before 3 -KeepLast 2").AssertError("AmbiguousParameterSet", ErrorCategory.InvalidArgument);

    [Fact]
    public void Without_a_key_only_the_log_without_one_is_meant()
    {
        _session.Copy("run").Copy("run/a").Copy("run/b");

        Assert.Equal(["p_demo/run"], _session.Run("Limit-Log -Project p_demo -Log run -KeepLast 1").AssertNoErrors().Names());
        Assert.Equal(["p_demo/run/a", "p_demo/run/b"], _session.Run("Limit-Log -Project p_* -Log r* -Key * -KeepLast 2").AssertNoErrors().Names());
        Assert.Equal([1L, 2L, 2L], _session.Run("Get-Log -Project p_demo -Log run").AssertNoErrors().All<long>("Entries"));
    }

    [Fact]
    public void Where_there_are_only_logs_with_a_key_the_error_says_so()
    {
        _session.Copy("run/a");

        _session.Run("Limit-Log -Project p_demo -Log run -KeepLast 1")
            .AssertError("LogNotFound", ErrorCategory.ObjectNotFound, "There are logs of that name by key", "-Key *");
        Assert.Equal([10L], _session.Run("Get-Log -Project p_demo -Log run").AssertNoErrors().All<long>("Entries"));
    }

    [Fact]
    public void Logs_come_from_the_pipeline_with_their_keys()
    {
        _session.Copy("run/a").Copy("run/b");

        ScriptResult result = _session.Run("Get-Log -Project p_demo | Where-Object Key -NE b | Limit-Log -KeepLast 4").AssertNoErrors();

        Assert.Equal(["p_demo/history", "p_demo/run/a"], result.Names());
        Assert.Equal([10L], _session.Run("Get-Log -Project p_demo -Key b").AssertNoErrors().All<long>("Entries"));
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        _session.Copy("run/a");
        IReadOnlyDictionary<string, string> before = _session.Files();

        ScriptResult result = _session.Run("Get-Log | Limit-Log -KeepLast 1 -WhatIf").AssertNoErrors();

        Assert.Empty(result.Output);
        Assert.Equal(before, _session.Files());
    }

    [Fact]
    public void Verbose_says_exactly_what_goes()
    {
        ScriptResult result = _session.Run("Limit-Log -Project p_demo -Log history -KeepLast 3 -Verbose; Limit-Log -Project p_demo -Log history -KeepLast 2 -Verbose").AssertNoErrors();

        Assert.Contains(result.Verbose, text => text.StartsWith("Remove 7 entries (1 to 7) of the log 'history'", StringComparison.Ordinal) && text.EndsWith("3 are kept, from 8 on.", StringComparison.Ordinal));
        Assert.Contains(result.Verbose, text => text.StartsWith("Remove 1 entry (8)", StringComparison.Ordinal));
    }

    [Fact]
    public void A_completed_log_is_limited_and_stays_completed()
    {
        _session.Run("Complete-Log -Project p_demo -Log history; Limit-Log -Project p_demo -Log history -KeepLast 1").AssertNoErrors();

        Assert.Equal([true], _session.Run("Get-Log -Project p_demo -Log history").AssertNoErrors().All<bool>("IsCompleted"));
    }

    [Fact]
    public void A_damaged_log_is_an_error_and_the_others_are_limited()
    {
        _session.Copy("other");
        File.WriteAllText(_session.LogFile() + ".head", "nonsense");

        ScriptResult result = _session.Run("Limit-Log -Project p_demo -Log history, other -KeepLast 1");

        result.AssertError("LogCorrupt", ErrorCategory.InvalidData, "Repair-Log");
        Assert.Equal(["p_demo/other"], result.Names());
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Entries from so many days ago.</summary>
    private long[] WriteAged(params int[] days)
    {
        long[] times = [.. days.Select(age => DateTimeOffset.UtcNow.AddDays(-age).AddSeconds(-1).ToUnixTimeMilliseconds())];
        File.WriteAllText(
            _session.LogFile(log: "aged"),
            string.Concat(times.Select((time, i) => $"{{\"seq\":{i + 1},\"ts\":{time},\"data\":{i + 1}}}\n")));
        return times;
    }
}
