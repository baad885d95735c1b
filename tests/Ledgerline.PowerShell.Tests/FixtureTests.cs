using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary>The data of the older system, read as an administrator would.</summary>
public sealed class FixtureTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenOnFixture();

    [Fact]
    public void All_entries_come_and_one_can_filter_by_them()
    {
        int tweaks = File.ReadLines(_session.LogFile("p_plain")).Count(line => line.Contains("\"data\":{\"kind\":\"tweak\"", StringComparison.Ordinal));

        ScriptResult all = _session.Run("Get-LogEntry -Project p_plain").AssertNoErrors();
        ScriptResult filtered = _session.Run("Get-LogEntry -Project p_plain | Where-Object { $_.Data.kind -eq 'tweak' }").AssertNoErrors();

        Assert.Equal(Enumerable.Range(1, 190).Select(n => (long)n), all.Seqs());
        Assert.Equal(tweaks, filtered.Output.Count);
        Assert.NotEqual(0, tweaks);
    }

    [Theory]
    [InlineData("p_plain", 190)]
    [InlineData("p_values", 0)]
    [InlineData("p_truncated", 40)]
    [InlineData("p_truncated_all", 0)]
    [InlineData("p_torn_half", 5)]
    [InlineData("p_torn_nul", 5)]
    [InlineData("p_torn_whole_no_newline", 5)]
    public void Every_project_that_is_sound_reads_without_a_word(string project, int count)
    {
        ScriptResult result = _session.Run("Get-LogEntry -Project $Arguments[0]", project).AssertNoErrors();

        Assert.Equal(count == 0 && project == "p_values" ? File.ReadLines(_session.LogFile(project)).Count() : count, result.Output.Count);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public void Every_value_goes_back_as_it_came()
    {
        _session.Run("Get-LogEntry -Project p_values | ForEach-Object { Add-LogEntry -Project p_values -Log copy -InputObject $_.Data }").AssertNoErrors();

        Assert.Equal(
            StoredLog.Read(_session.LogFile("p_values")).Select(line => Canonical(line.Data)),
            StoredLog.Read(_session.LogFile("p_values", "copy")).Select(line => Canonical(line.Data)));
    }

    [Fact]
    public void A_damaged_line_is_an_error_that_names_its_place()
    {
        ErrorRecord error = _session.Run("Get-LogEntry -Project p_bad_middle")
            .AssertError("LogCorrupt", ErrorCategory.InvalidData, _session.LogFile("p_bad_middle"), "line 3,", "offset ", "-SkipCorrupt");

        Assert.Equal(_session.LogFile("p_bad_middle"), error.TargetObject);
    }

    [Fact]
    public void A_damaged_line_is_skipped_with_a_warning_where_one_asks_for_it()
    {
        ScriptResult result = _session.Run("Get-LogEntry -Project p_bad_middle -SkipCorrupt").AssertNoErrors();

        Assert.Equal([1L, 2L, 4L, 5L, 6L], result.Seqs());
        string warning = Assert.Single(result.Warnings);
        Assert.Contains("line 3", warning, StringComparison.Ordinal);
        Assert.Contains("after entry 2", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Last 4", new long[] { 2, 4, 5, 6 })]
    [InlineData("-Descending", new long[] { 6, 5, 4, 2, 1 })]
    public void Skipping_works_backwards_too(string parameters, long[] seqs)
    {
        ScriptResult result = _session.Run($"Get-LogEntry -Project p_bad_middle -SkipCorrupt {parameters}").AssertNoErrors();

        Assert.Equal(seqs, result.Seqs());
        Assert.Single(result.Warnings);
    }

    [Fact]
    public void Appending_to_a_torn_log_recovers_it()
    {
        ScriptResult result = _session.Run("Add-LogEntry -Project p_torn_half 'sixth' -PassThru").AssertNoErrors();

        Assert.Equal([6L], result.Seqs());
        Assert.True(File.Exists(_session.LogFile("p_torn_half") + ".quarantine"));
    }

    [Fact]
    public void Two_writers_damage_is_an_error_and_every_sound_entry_can_be_read()
    {
        _session.Run("Get-LogEntry -Project p_two_writers").AssertError("LogCorrupt", ErrorCategory.InvalidData, "line ", "-SkipCorrupt");

        ScriptResult result = _session.Run("Get-LogEntry -Project p_two_writers -SkipCorrupt").AssertNoErrors();

        Assert.NotEmpty(result.Output);
        Assert.NotEmpty(result.Warnings);
        Assert.Equal(result.Seqs().Distinct().Order(), result.Seqs());
    }

    [Fact]
    public void A_log_that_two_writers_damaged_takes_no_entry_and_stays_as_it_is()
    {
        byte[] before = File.ReadAllBytes(_session.LogFile("p_two_writers"));

        _session.Run("Add-LogEntry -Project p_two_writers 1").AssertError("LogCorrupt", ErrorCategory.InvalidData, "line ");

        Assert.Equal(before, File.ReadAllBytes(_session.LogFile("p_two_writers")));
    }

    public void Dispose() => _session.Dispose();

    /// <summary>Numbers and escapes have several spellings; the values count.</summary>
    private static string Canonical(string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        System.Text.Json.JsonElement root = document.RootElement;
        return root.ValueKind == System.Text.Json.JsonValueKind.Number
            ? root.GetDouble().ToString("R", System.Globalization.CultureInfo.InvariantCulture)
            : System.Text.Json.JsonSerializer.Serialize(root);
    }
}
