using System.Management.Automation;
using System.Numerics;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class GetLogEntryTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Fact]
    public void Entries_have_a_number_a_time_and_their_data()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow.AddSeconds(-1);
        _session.Run("Add-LogEntry -Project p_demo ([ordered]@{ kind = 'tweak'; n = 1 })").AssertNoErrors();

        PSObject? entry = Assert.Single(_session.Run("Get-LogEntry -Project p_demo").AssertNoErrors().Output);

        Assert.Equal("Ledgerline.PowerShell.LogEntry", entry!.TypeNames[0]);
        Assert.Equal(1L, entry.Properties["Seq"].Value);
        Assert.InRange((DateTimeOffset)entry.Properties["Timestamp"].Value, before, DateTimeOffset.UtcNow.AddSeconds(1));
        var data = Assert.IsType<PSObject>(entry.Properties["Data"].Value);
        Assert.Equal("System.Management.Automation.PSCustomObject", data.TypeNames[0]);
        Assert.Equal(["kind", "n"], data.Properties.Select(property => property.Name));
    }

    [Fact]
    public void One_can_filter_by_what_was_stored()
    {
        _session.Run("'tweak', 'comment', 'tweak' | ForEach-Object { @{ kind = $_ } } | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal([1L, 3L], _session.Run("Get-LogEntry -Project p_demo | Where-Object { $_.Data.kind -eq 'tweak' }").Seqs());
    }

    [Theory]
    [InlineData("", new long[] { 1, 2, 3, 4, 5 })]
    [InlineData("-Since 0", new long[] { 1, 2, 3, 4, 5 })]
    [InlineData("-Since 3", new long[] { 4, 5 })]
    [InlineData("-Since 5", new long[0])]
    [InlineData("-First 2", new long[] { 1, 2 })]
    [InlineData("-First 0", new long[0])]
    [InlineData("-First 99", new long[] { 1, 2, 3, 4, 5 })]
    [InlineData("-Since 2 -First 2", new long[] { 3, 4 })]
    [InlineData("-Last 2", new long[] { 4, 5 })]
    [InlineData("-Last 0", new long[0])]
    [InlineData("-Last 99", new long[] { 1, 2, 3, 4, 5 })]
    [InlineData("-Last 3 -Since 3", new long[] { 4, 5 })]
    [InlineData("-Descending", new long[] { 5, 4, 3, 2, 1 })]
    [InlineData("-Descending -First 2", new long[] { 5, 4 })]
    [InlineData("-Descending -Last 2", new long[] { 5, 4 })]
    [InlineData("-Descending -Since 3", new long[] { 5, 4 })]
    [InlineData("-SkipCorrupt", new long[] { 1, 2, 3, 4, 5 })]
    public void Parameters_choose_the_entries_and_their_order(string parameters, long[] seqs)
    {
        _session.Run("1..5 | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal(seqs, _session.Run($"Get-LogEntry -Project p_demo {parameters}").AssertNoErrors().Seqs());
    }

    [Theory]
    [InlineData("-After 2026-01-01T00:00:01Z", new long[] { 2, 3 })]
    [InlineData("-After 2026-01-01T00:00:02Z", new long[] { 3 })]
    [InlineData("-Before 2026-01-01T00:00:02Z", new long[] { 1 })]
    [InlineData("-After 2026-01-01T00:00:01Z -Before 2026-01-01T00:00:03Z", new long[] { 2 })]
    [InlineData("-Before 2026-01-01T00:00:03Z -Last 1", new long[] { 2 })]
    [InlineData("-After ([datetime]::SpecifyKind('2026-01-01T00:00:02', 'Utc'))", new long[] { 3 })]
    [InlineData("-After 2026-01-01T02:00:02+02:00", new long[] { 3 })]
    public void Times_choose_exclusively(string parameters, long[] seqs)
    {
        WriteLog(Enumerable.Range(1, 3).Select(n =>
            $$"""{"seq":{{n}},"ts":{{DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(n).ToUnixTimeMilliseconds()}},"data":{{n}}}"""));

        Assert.Equal(seqs, _session.Run($"Get-LogEntry -Project p_demo {parameters}").AssertNoErrors().Seqs());
    }

    [Fact]
    public void First_and_Last_exclude_each_other() =>
        _session.Run("Get-LogEntry -Project p_demo -First 1 -Last 1").AssertError("ParametersExclude", ErrorCategory.InvalidArgument, "-First", "-Last");

    [Fact]
    public void A_log_that_was_never_written_is_empty() =>
        Assert.Empty(_session.Run("Get-LogEntry -Project p_demo; Get-LogEntry -Project p_demo -Last 3").AssertNoErrors().Output);

    [Fact]
    public void A_project_that_does_not_exist_is_an_error_and_the_others_are_read()
    {
        _session.Run("Add-LogEntry -Project p_demo 1").AssertNoErrors();

        ScriptResult result = _session.Run(
            "'p_none', 'p_demo' | ForEach-Object { [pscustomobject]@{ Project = $_ } } | Get-LogEntry");

        ErrorRecord error = result.AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "p_none", "New-LedgerProject");
        Assert.Equal("p_none", error.TargetObject);
        Assert.Equal([1L], result.Seqs());
    }

    [Fact]
    public void A_number_above_the_last_is_an_error()
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();

        ErrorRecord error = _session.Run("Get-LogEntry -Project p_demo -Since 9")
            .AssertError("LogRewound", ErrorCategory.InvalidArgument, "entry 9", "last entry is 3", "-Since 0");

        Assert.Equal(9L, error.TargetObject);
    }

    [Fact]
    public void A_downstream_that_has_enough_ends_the_reading()
    {
        _session.Run("1..5 | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal([1L], _session.Run("foreach ($once in 1) { Get-LogEntry -Project p_demo | ForEach-Object { $_; break } }").AssertNoErrors().Seqs());
    }

    [Theory]
    [InlineData("1", typeof(long), "1")]
    [InlineData("-9223372036854775808", typeof(long), "-9223372036854775808")]
    [InlineData("9223372036854775808", typeof(BigInteger), "9223372036854775808")]
    [InlineData("1.0", typeof(double), "1.0")]
    [InlineData("-2.5", typeof(double), "-2.5")]
    [InlineData("1e3", typeof(double), "1000.0")]
    [InlineData("1e+308", typeof(double), "1E+308")]
    [InlineData("5e-324", typeof(double), "5E-324")]
    [InlineData("0.5292029383262633", typeof(double), "0.5292029383262633")]
    [InlineData("0.12345678901234567890", typeof(decimal), "0.12345678901234567890")]
    [InlineData("3.14159265358979323846264338327950288419716939937510", typeof(double), "3.141592653589793")]
    [InlineData("1e400", typeof(BigInteger), null)]
    [InlineData("1e99999", typeof(string), "\"1e99999\"")]
    [InlineData("\"2026-01-02T03:04:05Z\"", typeof(string), "\"2026-01-02T03:04:05Z\"")]
    [InlineData("\"\\ud83d\"", typeof(string), "\"\\ud83d\"")]
    [InlineData("\"\\uD83D\\uDE80 \\u0000\"", typeof(string), "\"\\uD83D\\uDE80 \\u0000\"")]
    [InlineData("true", typeof(bool), "true")]
    [InlineData("[]", typeof(object[]), "[]")]
    [InlineData("[[1],[[2]],null,{\"a\":[]}]", typeof(object[]), "[[1],[[2]],null,{\"a\":[]}]")]
    [InlineData("{}", typeof(PSCustomObject), "{}")]
    [InlineData("{\"a\":1,\"b\":{\"c\":null}}", typeof(PSCustomObject), "{\"a\":1,\"b\":{\"c\":null}}")]
    [InlineData("{\"a\":1,\"b\":2,\"a\":3}", typeof(PSCustomObject), "{\"a\":3,\"b\":2}")]
    [InlineData("{\"a\":1,\"A\":2}", typeof(System.Collections.Specialized.OrderedDictionary), "{\"a\":1,\"A\":2}")]
    [InlineData("{\"\":1,\"x\":2}", typeof(System.Collections.Specialized.OrderedDictionary), "{\"\":1,\"x\":2}")]
    [InlineData("{\"PSObject\":1}", typeof(System.Collections.Specialized.OrderedDictionary), "{\"PSObject\":1}")]
    [InlineData("{\"Count\":1,\"Length\":2,\"ToString\":3,\"a b\":4,\"ä\":5}", typeof(PSCustomObject), "{\"Count\":1,\"Length\":2,\"ToString\":3,\"a b\":4,\"ä\":5}")]
    public void JSON_becomes_what_a_script_expects_and_goes_back_unchanged(string json, Type type, string? again)
    {
        _session.Run("Add-LogEntry -Project p_demo -Json $Arguments[0]", json).AssertNoErrors();

        PSObject? entry = Assert.Single(_session.Run("Get-LogEntry -Project p_demo").AssertNoErrors().Output);
        object data = entry!.Properties["Data"].Value;
        _session.Run("Get-LogEntry -Project p_demo | ForEach-Object { Add-LogEntry -Project p_demo -Log copy -InputObject $_.Data }").AssertNoErrors();

        Assert.IsType(type, data is PSObject wrapper ? wrapper.BaseObject : data);
        if (again is not null)
        {
            Assert.Equal(again, Assert.Single(StoredLog.Read(_session.LogFile(log: "copy"))).Data);
            Assert.Equal(again, entry.Methods["ToJson"].Invoke());
        }
    }

    [Fact]
    public void A_null_is_null()
    {
        _session.Run("Add-LogEntry -Project p_demo $null").AssertNoErrors();

        Assert.Equal(true, _session.Run("$null -eq (Get-LogEntry -Project p_demo).Data").TheOnlyOutput());
    }

    [Fact]
    public void Names_that_differ_only_in_case_are_told_apart()
    {
        _session.Run("""Add-LogEntry -Project p_demo -Json '{"id":1,"ID":2}'""").AssertNoErrors();

        Assert.Equal([1L, 2L], _session.Run("$data = (Get-LogEntry -Project p_demo).Data; $data.id; $data.ID").Output.Select(value => value!.BaseObject));
    }

    [Theory]
    [InlineData("1.0", "1.0")]
    [InlineData("[]", "[]")]
    [InlineData("{\"a\":{}}", "{\n  \"a\": {}\n}")]
    [InlineData("[1.0,{\"a\":\"x,{\\\"}\",\"b\":[null]}]", "[\n  1.0,\n  {\n    \"a\": \"x,{\\\"}\",\n    \"b\": [\n      null\n    ]\n  }\n]")]
    [InlineData("\"\\ud83d\"", "\"\\ud83d\"")]
    public void People_read_JSON_on_several_lines(string json, string indented)
    {
        _session.Run("Add-LogEntry -Project p_demo -Json $Arguments[0]", json).AssertNoErrors();

        Assert.Equal(indented, _session.Run("(Get-LogEntry -Project p_demo).ToJson($true)").TheOnlyOutput());
        Assert.Equal(json, _session.Run("(Get-LogEntry -Project p_demo).ToJson($false)").TheOnlyOutput());
    }

    [Fact]
    public void An_entry_knows_its_local_time()
    {
        _session.Run("1 | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal(true, _session.Run("$entry = Get-LogEntry -Project p_demo; $entry.LocalTime -eq $entry.Timestamp.LocalDateTime").TheOnlyOutput());
    }

    [Fact]
    public void Data_of_a_thousand_levels_is_read()
    {
        string deep = string.Concat(Enumerable.Repeat("[", 1000)) + string.Concat(Enumerable.Repeat("]", 1000));

        _session.Run("Add-LogEntry -Project p_demo -Json $Arguments[0]", deep).AssertNoErrors();

        Assert.Equal(deep, _session.Run("(Get-LogEntry -Project p_demo).ToJson()").TheOnlyOutput());
    }

    [Fact]
    public void Entries_that_were_truncated_are_an_error_that_says_where_to_go_on()
    {
        WriteLog(["""{"seq":61,"ts":1,"data":61}""", """{"seq":62,"ts":2,"data":62}"""]);

        _session.Run("Get-LogEntry -Project p_demo -Since 10")
            .AssertError("LogTruncated", ErrorCategory.InvalidArgument, "11 to 60", "-Since 60", "-Since 0");
        ScriptResult skipping = _session.Run("Get-LogEntry -Project p_demo -Since 10 -SkipCorrupt").AssertNoErrors();
        Assert.Equal([61L, 62L], skipping.Seqs());
        Assert.Single(skipping.Warnings);
    }

    public void Dispose() => _session.Dispose();

    private void WriteLog(IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_session.LogFile())!);
        File.WriteAllText(_session.LogFile(), string.Concat(lines.Select(line => line + "\n")));
    }
}
