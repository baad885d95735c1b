using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary><c>Get-LogEntry</c> reads a log's file wherever it lies.</summary>
public sealed class GetLogEntryPathTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    public GetLogEntryPathTests()
    {
        _session.Run("1..5 | Add-LogEntry -Project p_demo; 6..7 | Add-LogEntry -Project p_demo -Log other -BatchSize 1").AssertNoErrors();
        Directory.CreateDirectory(Copies);
        File.Copy(_session.LogFile(), Copy("a.jsonl"));
        File.Copy(_session.LogFile(log: "other"), Copy("b.jsonl"));
    }

    private string Copies => Path.Combine(_session.Root, "copies");

    [Theory]
    [InlineData("", new long[] { 1, 2, 3, 4, 5 })]
    [InlineData("-Since 3", new long[] { 4, 5 })]
    [InlineData("-First 2", new long[] { 1, 2 })]
    [InlineData("-Last 2", new long[] { 4, 5 })]
    [InlineData("-Descending -First 2", new long[] { 5, 4 })]
    [InlineData("-After 2200-01-01", new long[0])]
    [InlineData("-Before 2200-01-01 -Last 1", new long[] { 5 })]
    [InlineData("-SkipCorrupt", new long[] { 1, 2, 3, 4, 5 })]
    public void The_same_parameters_choose_the_entries(string parameters, long[] seqs)
    {
        Assert.Equal(seqs, _session.Run($"Get-LogEntry -Path copies/a.jsonl {parameters}").AssertNoErrors().Seqs());
        Assert.Equal(seqs, _session.Run($"Get-LogEntry -LiteralPath copies/a.jsonl {parameters}").AssertNoErrors().Seqs());
    }

    [Theory]
    [InlineData("Get-LogEntry copies/a.jsonl", 5)]
    [InlineData("Get-LogEntry -Path copies/*.jsonl", 7)]
    [InlineData("Get-LogEntry -Path copies/[b-z].jsonl", 2)]
    [InlineData("Get-LogEntry -Path copies/*.none", 0)]
    [InlineData("Get-LogEntry -Path *", 0)]
    [InlineData("Get-LogEntry -Path copies/a.jsonl, copies/b.jsonl", 7)]
    [InlineData("Get-LogEntry -LP copies/b.jsonl", 2)]
    [InlineData("'copies/a.jsonl', 'copies/b.jsonl' | Get-LogEntry", 7)]
    [InlineData("[System.IO.FileInfo]::new(\"$PWD/copies/a.jsonl\") | ForEach-Object { [pscustomobject]@{ PSPath = \"Microsoft.PowerShell.Core\\FileSystem::$_\" } } | Get-LogEntry", 5)]
    [InlineData("$null = $ExecutionContext.SessionState.Path.SetLocation('copies'); Get-LogEntry -Path ./b.jsonl", 2)]
    [InlineData("$PSDefaultParameterValues = @{ '*-Log*:Project' = 'p_demo'; '*-Log*:Root' = $PWD.Path }; 'copies/a.jsonl' | Get-LogEntry", 5)]
    public void Files_are_named_as_anywhere_in_PowerShell(string script, int count) =>
        Assert.Equal(count, _session.Run(script).AssertNoErrors().Output.Count);

    [Fact]
    public void A_literal_name_may_look_like_a_pattern()
    {
        File.Copy(Copy("b.jsonl"), Copy("[x]*.jsonl"));

        Assert.Equal([1L, 2L], _session.Run("Get-LogEntry -LiteralPath 'copies/[x]*.jsonl'").AssertNoErrors().Seqs());
    }

    [Fact]
    public void Nothing_is_made_beside_a_file_and_nothing_stays_open()
    {
        _session.Run("Get-LogEntry -Path copies/*.jsonl").AssertNoErrors();
        _session.Run("foreach ($once in 1) { Get-LogEntry -Path copies/*.jsonl | ForEach-Object { break } }").AssertNoErrors();

        Assert.Equal(["a.jsonl", "b.jsonl"], Directory.EnumerateFileSystemEntries(Copies).Select(Path.GetFileName).Order());
        Assert.Empty(OpenDescriptors.Under(Copies));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_and_the_others_are_read()
    {
        ScriptResult result = _session.Run("Get-LogEntry -Path copies/none.jsonl, copies/b.jsonl");

        ErrorRecord error = result.AssertError("PathNotFound", ErrorCategory.ObjectNotFound, "none.jsonl", "no file");
        Assert.Equal("copies/none.jsonl", error.TargetObject);
        Assert.Equal([1L, 2L], result.Seqs());
    }

    [Fact]
    public void Damage_in_one_file_is_an_error_of_its_own_unless_it_is_to_be_skipped()
    {
        File.WriteAllText(Copy("a.jsonl"), "{\"seq\":1,\"ts\":1,\"data\":1}\nbroken\n{\"seq\":3,\"ts\":1,\"data\":3}\n");

        ScriptResult result = _session.Run("Get-LogEntry -Path copies/*.jsonl");
        result.AssertError("LogCorrupt", ErrorCategory.InvalidData, "a.jsonl", "line 2", "-SkipCorrupt");
        Assert.Equal([1L, 1L, 2L], result.Seqs());

        ScriptResult skipping = _session.Run("Get-LogEntry -Path copies/*.jsonl -SkipCorrupt").AssertNoErrors();
        Assert.Equal([1L, 3L, 1L, 2L], skipping.Seqs());
        Assert.Contains("line 2", Assert.Single(skipping.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_log_is_an_error()
    {
        File.WriteAllText(Copy("note.txt"), "hello\nworld\n");

        _session.Run("Get-LogEntry -Path copies/note.txt").AssertError("LogCorrupt", ErrorCategory.InvalidData, "note.txt", "something else");
    }

    [Fact]
    public void An_empty_file_is_an_empty_log()
    {
        File.WriteAllText(Copy("empty.jsonl"), "");

        Assert.Empty(_session.Run("Get-LogEntry -Path copies/empty.jsonl").AssertNoErrors().Output);
    }

    [Theory]
    [InlineData("Get-LogEntry -Path Function:/prompt", "PathNotFileSystem", ErrorCategory.InvalidArgument)]
    [InlineData("Get-LogEntry -Path nodrive:/x", "PathNotFound", ErrorCategory.ObjectNotFound)]
    public void A_path_of_another_kind_is_an_error(string script, string errorId, ErrorCategory category) =>
        _session.Run(script).AssertError(errorId, category);

    public void Dispose() => _session.Dispose();

    private string Copy(string name) => Path.Combine(Copies, name);
}
