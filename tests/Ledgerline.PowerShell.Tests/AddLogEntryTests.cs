using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class AddLogEntryTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Theory]
    [InlineData("[ordered]@{ kind = 'tweak'; file = 'a'; n = 1 }", """{"kind":"tweak","file":"a","n":1}""")]
    [InlineData("@{ b = 1; a = 2; C = 3 }", """{"C":3,"a":2,"b":1}""")]
    [InlineData("[pscustomobject]@{ z = 1; a = $null }", """{"z":1,"a":null}""")]
    [InlineData("'größe 日本語 <&>'", "\"größe 日本語 <&>\"")]
    [InlineData("\"tab`t nl`n cr`r quote`\" back\\\"", "\"tab\\t nl\\n cr\\r quote\\\" back\\\\\"")]
    [InlineData("''", "\"\"")]
    [InlineData("[char]'x'", "\"x\"")]
    [InlineData("5", "5")]
    [InlineData("[long]::MinValue", "-9223372036854775808")]
    [InlineData("[ulong]::MaxValue", "18446744073709551615")]
    [InlineData("[bigint]::Parse('123456789012345678901234567890')", "123456789012345678901234567890")]
    [InlineData("1.0", "1.0")]
    [InlineData("-2.5", "-2.5")]
    [InlineData("[double]::MaxValue", "1.7976931348623157E+308")]
    [InlineData("[float]0.1", "0.1")]
    [InlineData("[float]3", "3.0")]
    [InlineData("1.10d", "1.10")]
    [InlineData("$true", "true")]
    [InlineData("[switch]$true", "true")]
    [InlineData("$null", "null")]
    [InlineData("[DBNull]::Value", "null")]
    [InlineData("[DayOfWeek]::Friday", "\"Friday\"")]
    [InlineData("[Enum]::ToObject([DayOfWeek], 42)", "42")]
    [InlineData("[datetime]::SpecifyKind('2026-01-02T03:04:05', 'Utc')", "\"2026-01-02T03:04:05Z\"")]
    [InlineData("[datetimeoffset]::new(2026, 1, 2, 3, 4, 5, [timespan]::FromHours(2))", "\"2026-01-02T03:04:05+02:00\"")]
    [InlineData("[dateonly]::new(2026, 1, 2)", "\"2026-01-02\"")]
    [InlineData("[timespan]::FromMinutes(90)", "\"01:30:00\"")]
    [InlineData("[guid]::Empty", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("[version]'1.2.3'", "\"1.2.3\"")]
    [InlineData("[uri]'http://a/b?c'", "\"http://a/b?c\"")]
    [InlineData("[byte[]](1, 2, 255)", "\"AQL/\"")]
    [InlineData("1, 'a', $null, $true", """[1,"a",null,true]""")]
    [InlineData("@()", "[]")]
    [InlineData("@{}", "{}")]
    [InlineData("[System.Collections.Generic.List[int]]@(1, 2)", "[1,2]")]
    [InlineData("[ordered]@{ a = [ordered]@{ b = @(1, @{ c = @() }) } }", """{"a":{"b":[1,{"c":[]}]}}""")]
    [InlineData("@{ 1 = 'one' }", """{"1":"one"}""")]
    [InlineData("[xml]'<a b=\"1\"/>'", "\"<a b=\\\"1\\\" />\"")]
    [InlineData("[char]0xD83D + 'x'", "\"\\ud83dx\"")]
    [InlineData("[System.Text.Json.Nodes.JsonNode]::Parse('{\"x\":[1.0]}')", """{"x":[1.0]}""")]
    public void Whatever_a_script_has_is_stored_as_the_JSON_that_one_expects(string expression, string json)
    {
        _session.Run($"Add-LogEntry -Project p_demo -InputObject ({expression})").AssertNoErrors();

        Assert.Equal([json], StoredData());
    }

    [Fact]
    public void An_object_of_a_class_is_its_properties()
    {
        _session.Run("class Point { [int] $X = 1; [string] $Name = 'p' }; [Point]::new() | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal(["""{"X":1,"Name":"p"}"""], StoredData());
    }

    [Fact]
    public void An_argument_that_is_an_array_is_one_entry_and_a_piped_one_is_many()
    {
        _session.Run("Add-LogEntry -Project p_demo 1, 2; 3, 4 | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal(["[1,2]", "3", "4"], StoredData());
    }

    [Fact]
    public void A_piped_null_is_an_entry()
    {
        _session.Run("1, $null, '' | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal(["1", "null", "\"\""], StoredData());
    }

    [Fact]
    public void A_piped_object_that_has_a_member_Json_is_an_object()
    {
        _session.Run("[pscustomobject]@{ Json = 'x'; Project = 'p_other' } | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal(["""{"Json":"x","Project":"p_other"}"""], StoredData());
    }

    [Fact]
    public void Note_properties_of_a_string_are_not_stored()
    {
        _session.Run("$line = 'text'; $line.PSObject.Properties.Add([psnoteproperty]::new('PSPath', 'x')); $line | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal(["\"text\""], StoredData());
    }

    [Fact]
    public void Json_text_is_stored_as_it_is()
    {
        _session.Run("Add-LogEntry -Project p_demo -Json $Arguments", """{ "b" : 1.0, "a" : [ ] }""", "[\n  1\n]", "null").AssertNoErrors();

        Assert.Equal(["""{ "b" : 1.0, "a" : [ ] }""", "[1]", "null"], StoredData());
    }

    [Fact]
    public void Json_text_comes_from_the_pipeline_too()
    {
        _session.Run("'1', '{\"a\":2}' | Add-LogEntry -Project p_demo -Json { $_ }").AssertNoErrors();

        Assert.Equal(["1", """{"a":2}"""], StoredData());
    }

    [Fact]
    public void Text_that_is_not_JSON_is_an_error_and_the_rest_is_stored()
    {
        ErrorRecord error = _session.Run("Add-LogEntry -Project p_demo -Json '1', '{x', '2'")
            .AssertError("InvalidJson", ErrorCategory.InvalidData, "-Json", "without -Json");

        Assert.Equal("{x", error.TargetObject);
        Assert.Equal(["1", "2"], StoredData());
    }

    [Theory]
    [InlineData("$value = @{ a = @{} }; $value.a.self = $value; $value", "$.a.self", "circular")]
    [InlineData("$value = [System.Collections.ArrayList]::new(); $null = $value.Add(0); $null = $value.Add($value); , $value", "$[1]", "circular")]
    [InlineData("$value = @{}; foreach ($i in 1..64) { $value = @{ x = $value } }; $value", "$.x.x", "64 levels")]
    [InlineData("$value = [pscustomobject]@{ self = $null }; $value.self = $value; $value", "$.self", "circular")]
    [InlineData("@{ n = [double]::NaN }", "$.n", "NaN")]
    [InlineData("@{ n = [float]::PositiveInfinity }", "$.n", "Infinity")]
    [InlineData("@{ run = { 'code' } }", "$.run", "ScriptBlock")]
    [InlineData("@{ key = [securestring]::new() }", "$.key", "secret")]
    [InlineData("$table = [hashtable]::new(); $table.Add(1, 'a'); $table.Add('1', 'b'); $table", "$.1", "two keys")]
    [InlineData("class Broken { [int] $Ok = 1 }; $b = [Broken]::new(); $b.PSObject.Properties.Add([psscriptproperty]::new('Bad', { throw 'no' })); @{ it = $b }", "$.it.Bad", "no")]
    public void A_value_that_cannot_be_stored_is_named_and_the_rest_is_stored(string expression, string path, string reason)
    {
        ScriptResult result = _session.Run($"& {{ 'before'; {expression}; 'after' }} | Add-LogEntry -Project p_demo");

        ErrorRecord error = result.AssertError("ValueNotSerializable", ErrorCategory.InvalidData, path, reason);
        Assert.NotNull(error.TargetObject);
        Assert.Equal(["\"before\"", "\"after\""], StoredData());
    }

    [Fact]
    public void Sixty_four_levels_are_stored()
    {
        _session.Run("$value = @{}; foreach ($i in 1..63) { $value = @{ x = $value } }; Add-LogEntry -Project p_demo $value").AssertNoErrors();

        Assert.StartsWith("""{"x":{"x":""", Assert.Single(StoredData()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_object_twice_side_by_side_is_no_circle()
    {
        _session.Run("$part = @{ n = 1 }; Add-LogEntry -Project p_demo @($part, $part)").AssertNoErrors();

        Assert.Equal(["""[{"n":1},{"n":1}]"""], StoredData());
    }

    [Fact]
    public void A_stored_object_is_a_snapshot()
    {
        _session.Run("$row = @{}; 1..3 | ForEach-Object { $row.n = $_; $row } | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal(["""{"n":1}""", """{"n":2}""", """{"n":3}"""], StoredData());
    }

    [Fact]
    public void PassThru_puts_out_the_entries_as_they_were_stored_and_nothing_comes_without_it()
    {
        Assert.Empty(_session.Run("Add-LogEntry -Project p_demo 'first'").AssertNoErrors().Output);

        ScriptResult result = _session.Run("'a', 'b' | Add-LogEntry -Project p_demo -PassThru").AssertNoErrors();

        Assert.Equal([2L, 3L], result.Seqs());
        Assert.Equal(["a", "b"], result.Output.Select(entry => entry!.Properties["Data"].Value));
        Assert.Equal(
            _session.Run("Get-LogEntry -Project p_demo -Since 1 | ForEach-Object Timestamp").Output.Select(time => time!.BaseObject),
            result.Output.Select(entry => entry!.Properties["Timestamp"].Value));
    }

    [Fact]
    public void Another_log_of_the_project_counts_for_itself()
    {
        _session.Run("Add-LogEntry -Project p_demo 1; Add-LogEntry -Project p_demo -Log audit 2").AssertNoErrors();

        Assert.Equal([1L], _session.Run("Get-LogEntry -Project p_demo -Log audit").Seqs());
        Assert.True(File.Exists(_session.LogFile(log: "audit")));
    }

    [Theory]
    [InlineData("Add-LogEntry -Project p_demo 1 -WhatIf")]
    [InlineData("1..3 | Add-LogEntry -Project p_demo -WhatIf")]
    [InlineData("Add-LogEntry -Project p_demo -Json '1' -WhatIf")]
    public void WhatIf_writes_nothing(string script)
    {
        Assert.Empty(_session.Run(script).AssertNoErrors().Output);
        Assert.False(File.Exists(_session.LogFile()));
    }

    [Fact]
    public void Verbose_says_which_numbers_were_written() =>
        Assert.Contains(
            _session.Run("1, 2 | Add-LogEntry -Project p_demo -Verbose").Verbose,
            message => message.Contains("entries 1 to 2", StringComparison.Ordinal));

    [Fact]
    public void A_project_that_does_not_exist_is_an_error_and_stays_so()
    {
        ErrorRecord error = _session.Run("1..3 | Add-LogEntry -Project p_none")
            .AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "p_none", "New-LedgerProject", "3 entries were taken and not written");

        Assert.Equal("p_none", error.TargetObject);
        Assert.False(Directory.Exists(Path.Combine(_session.Root, "projects", "p_none")));
    }

    [Fact]
    public void A_log_name_that_no_driver_takes_is_refused() =>
        _session.Run("Add-LogEntry -Project p_demo 1 -Log 'a/b'")
            .AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, "log name 'a/b'", "1-128 of A-Z a-z 0-9 _ -");

    [Fact]
    public void An_entry_of_20_MiB_comes_back()
    {
        _session.Run("Add-LogEntry -Project p_demo ([string]::new('x', 20MB))").AssertNoErrors();

        Assert.Equal(20 << 20, _session.Run("(Get-LogEntry -Project p_demo).Data.Length").TheOnlyOutput());
    }

    public void Dispose() => _session.Dispose();

    /// <summary>What stands behind <c>"data":</c> in each line of the file.</summary>
    private IEnumerable<string> StoredData() => StoredLog.Read(_session.LogFile()).Select(line => line.Data);
}
