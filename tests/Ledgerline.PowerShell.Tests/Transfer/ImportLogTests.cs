using System.Management.Automation;
using System.Text;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Transfer;

/// <summary><c>Import-Log</c> of JSON lines.</summary>
public sealed class ImportLogTests : TransferSession
{
    private const string Three = "{\"seq\":1,\"ts\":10,\"data\":{\"a\":1.0}}\n{\"seq\":2,\"ts\":5,\"data\":\"x\"}\n{\"seq\":3,\"ts\":20,\"data\":null}\n";

    [Fact]
    public void Entries_keep_numbers_times_and_data()
    {
        WriteFile("in.jsonl", Three);

        PSObject imported = Assert.Single(Import("in.jsonl -PassThru").AssertNoErrors().Output)!;

        Assert.Equal(Three, string.Concat(Lines().Select(line => line + "\n")));
        Assert.Equal((3L, 3L, 1L, 3L), Numbers(imported));
        Assert.Equal(PathOf("in.jsonl"), imported.Properties["Path"].Value);
        Assert.Equal("history", imported.Properties["Log"].Value);
    }

    [Fact]
    public void An_exported_log_comes_back_as_it_was()
    {
        Session.Run("1..2500 | Add-LogEntry -Project p_demo; Export-Log -Project p_demo -Log history -Path out.jsonl | Import-Log -Log back").AssertNoErrors();

        Assert.Equal(Lines(), Lines("back"));
    }

    [Fact]
    public void A_log_s_own_file_is_one_to_import()
    {
        Session.Run("1..25 | Add-LogEntry -Project p_demo").AssertNoErrors();
        File.Copy(Session.LogFile(), PathOf("in.jsonl"));
        File.AppendAllText(PathOf("in.jsonl"), "{\"seq\":26,\"ts\":1,\"data\":1,\"more\":true}\n{\"seq\":27,\"ts\":1,\"data\":2,\"more\":true}\n");

        ScriptResult result = Import("in.jsonl -Log back").AssertNoErrors();

        Assert.Equal(Lines(), Lines("back"));
        Assert.Contains("the last 2 lines", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_there_is_passed_over_and_what_is_not_is_written()
    {
        WriteFile("in.jsonl", Three);
        Import("in.jsonl").AssertNoErrors();
        File.AppendAllText(PathOf("in.jsonl"), "{\"seq\":4,\"ts\":30,\"data\":4}");

        Assert.Equal((4L, 1L, 1L, 4L), Numbers(Import("in.jsonl -PassThru").AssertNoErrors().Output[0]!));
        Assert.Equal((4L, 0L, 1L, 4L), Numbers(Import("in.jsonl -PassThru").AssertNoErrors().Output[0]!));
        Assert.Equal(4, Lines().Count());
    }

    [Fact]
    public void Several_files_that_go_on_become_one_log()
    {
        WriteFile("part1.jsonl", "{\"seq\":8,\"ts\":1,\"data\":8}\n{\"seq\":9,\"ts\":1,\"data\":9}\n");
        WriteFile("part2.jsonl", "\uFEFF{\"seq\":10,\"ts\":1,\"data\":10}\r\n\r\n{\"seq\":11,\"ts\":1,\"data\":11}");

        Import("part*.jsonl").AssertNoErrors();
        Session.Run("[System.IO.FileInfo]::new((Resolve part1.jsonl)), [System.IO.FileInfo]::new((Resolve part2.jsonl)) | Import-Log -Project p_demo -Log piped"
            .Replace("Resolve ", "$PWD.Path + '/' + '", StringComparison.Ordinal).Replace(".jsonl)", ".jsonl')", StringComparison.Ordinal)).AssertNoErrors();

        Assert.Equal(["8", "9", "10", "11"], Data());
        Assert.Equal(Lines(), Lines("piped"));
    }

    [Theory]
    [InlineData("{\"seq\":2,\"ts\":5,\"data\":\"other\"}", "EntriesDiffer", ErrorCategory.ResourceExists, "Entry 2")]
    [InlineData("{\"seq\":2,\"ts\":6,\"data\":\"x\"}", "EntriesDiffer", ErrorCategory.ResourceExists, "Entry 2")]
    [InlineData("{\"seq\":5,\"ts\":6,\"data\":\"x\"}", "EntryNotNext", ErrorCategory.InvalidArgument, "the next one is 4")]
    [InlineData("{\"seq\":3,\"ts\":20,\"data\":null}\n{\"seq\":5,\"ts\":6,\"data\":\"x\"}", "EntryNotNext", ErrorCategory.InvalidArgument, "the next one is 4")]
    [InlineData("{\"seq\":3,\"ts\":20,\"data\":null}\n{\"seq\":3,\"ts\":20,\"data\":null}", "EntryNotNext", ErrorCategory.InvalidArgument, "the next one is 4")]
    public void What_does_not_go_on_is_refused_unless_it_is_renumbered(string lines, string errorId, ErrorCategory category, string word)
    {
        WriteFile("in.jsonl", Three);
        Import("in.jsonl").AssertNoErrors();
        WriteFile("other.jsonl", lines);

        Import("other.jsonl").AssertError(errorId, category, word, "-Renumber", "Nothing of");
        Assert.Equal(3, Lines().Count());

        long count = lines.Split('\n').Length;
        Assert.Equal((count, count, 4L, 3 + count), Numbers(Import("other.jsonl -Renumber -PassThru").AssertNoErrors().Output[0]!));
        Assert.DoesNotContain("\"ts\":6,", File.ReadAllText(Session.LogFile()), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_JSON_lines_are_new_entries()
    {
        WriteFile("in.jsonl", "{\"kind\":\"a\"}\n5\n\n[1, 2]\n\"text\"\n{\"seq\":1,\"ts\":2,\"data\":3}\n");

        Assert.Equal((5L, 5L, 1L, 5L), Numbers(Import("in.jsonl -PassThru").AssertNoErrors().Output[0]!));
        Import("in.jsonl").AssertNoErrors();

        Assert.Equal(10, Lines().Count());
        Assert.Equal(["{\"kind\":\"a\"}", "5", "[1, 2]", "\"text\"", "{\"seq\":1,\"ts\":2,\"data\":3}"], Data().Take(5));
    }

    [Theory]
    [InlineData("{\"a\":1}\n{x}\n", 2)]
    [InlineData("1\n2\n3\n{\"a\":", 4)]
    [InlineData("1 2\n", 1)]
    [InlineData("\"\xFF\"\n", 1)]
    public void Nothing_of_a_damaged_file_without_numbers_is_written(string content, int line)
    {
        File.WriteAllBytes(PathOf("in.jsonl"), Encoding.Latin1.GetBytes(content));

        ErrorRecord error = Import("in.jsonl").AssertError("SourceDamaged", ErrorCategory.InvalidData, $"in.jsonl, line {line}:", "Nothing of");

        Assert.Equal(PathOf("in.jsonl"), error.TargetObject);
        Assert.False(File.Exists(Session.LogFile()));
    }

    [Theory]
    [InlineData("{\"seq\":4,\"ts\":1,\"data\":", "line 4")]
    [InlineData("{\"seq\":4,\"data\":1}", "line 4")]
    [InlineData("{\"seq\":4,\"ts\":1,\"data\":1}}", "line 4")]
    [InlineData("{}", "line 4")]
    [InlineData("{\"seq\":0,\"ts\":1,\"data\":1}", "line 4")]
    [InlineData("{\"seq\":4,\"ts\":9223372036854775807,\"data\":1}", "line 4")]
    [InlineData("{\"seq\":4,\"ts\":1,\"data\":1,\"crc\":\"00000000\"}", "line 4")]
    [InlineData("{\"seq\":4,\"ts\":1,\"data\":\"\xFF\"}", "line 4")]
    public void Damage_behind_whole_entries_is_told_with_what_was_written(string lastLine, string place)
    {
        File.WriteAllBytes(PathOf("in.jsonl"), Encoding.Latin1.GetBytes(Three + lastLine));

        Import("in.jsonl").AssertError("SourceDamaged", ErrorCategory.InvalidData, place, "Nothing of");
        Assert.False(File.Exists(Session.LogFile()));
    }

    [Fact]
    public void An_import_that_failed_goes_on_when_the_file_is_mended()
    {
        string[] lines = [.. Enumerable.Range(1, 3500).Select(i => $"{{\"seq\":{i},\"ts\":{i},\"data\":{i}}}")];
        File.WriteAllLines(PathOf("in.jsonl"), [.. lines[..3200], "{broken", .. lines[3201..]]);

        Import("in.jsonl").AssertError("SourceDamaged", ErrorCategory.InvalidData, "line 3201:", "3000 entries were written");
        File.WriteAllLines(PathOf("in.jsonl"), lines);

        Assert.Equal((3500L, 500L, 1L, 3500L), Numbers(Import("in.jsonl -PassThru").AssertNoErrors().Output[0]!));
        Assert.Equal(lines, Lines());
    }

    [Theory]
    [InlineData("none.jsonl", "PathNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("projects", "PathIsDirectory", ErrorCategory.InvalidArgument)]
    [InlineData("Function:prompt", "PathNotFileSystem", ErrorCategory.InvalidArgument)]
    public void A_file_that_is_none_is_an_error_and_the_others_follow(string path, string errorId, ErrorCategory category)
    {
        WriteFile("in.jsonl", Three);

        Import($"'{path}', in.jsonl").AssertError(errorId, category, path.Split(':')[0]);

        Assert.Equal(3, Lines().Count());
    }

    [Fact]
    public void A_pattern_that_matches_nothing_is_none_and_a_literal_path_is_no_pattern()
    {
        WriteFile("a[1].jsonl", Three);

        Import("x*.jsonl").AssertNoErrors();
        Assert.False(File.Exists(Session.LogFile()));
        Import("-LiteralPath 'a[1].jsonl' -Log literal").AssertNoErrors();
        Import("'a`[1`].jsonl' -Log escaped").AssertNoErrors();
        Assert.Equal(Lines("literal"), Lines("escaped"));
    }

    [Theory]
    [InlineData("Import-Log in.jsonl -Project p_none", "ProjectNotFound", ErrorCategory.ObjectNotFound, "New-LedgerProject")]
    [InlineData("Complete-Log -Project p_demo -Log done; Import-Log in.jsonl -Project p_demo -Log done", "LogCompleted", ErrorCategory.InvalidOperation, "done")]
    [InlineData("Complete-Log -Project p_demo -Log done; Import-Log in.jsonl -Project p_demo -Log done -Renumber", "LogCompleted", ErrorCategory.InvalidOperation, "done")]
    public void A_log_that_takes_nothing_is_an_error(string script, string errorId, ErrorCategory category, string word)
    {
        WriteFile("in.jsonl", Three);
        Session.Run("1 | Add-LogEntry -Project p_demo -Log done; Limit-Log -Project p_demo -Log done -KeepLast 0 -Confirm:$false | Out-Null").AssertNoErrors();

        ErrorRecord error = Session.Run(script.Replace("-Log done;", "-Log done -Confirm:$false;", StringComparison.Ordinal)).AssertError(errorId, category);

        Assert.True(error.ToString().Contains(word, StringComparison.Ordinal) || errorId == "LogCompleted");
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        WriteFile("in.jsonl", Three);

        Assert.Empty(Import("in.jsonl -PassThru -WhatIf").AssertNoErrors().Output);

        Assert.False(File.Exists(Session.LogFile()));
    }

    [Fact]
    public void An_empty_file_brings_nothing()
    {
        WriteFile("in.jsonl", "");
        WriteFile("in.csv", "");

        Assert.Equal((0L, 0L, 0L, 0L), Numbers(Import("in.jsonl -PassThru").AssertNoErrors().Output[0]!));
        Import("in.csv").AssertNoErrors();
        Assert.False(File.Exists(Session.LogFile()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Renumber")]
    public async Task Stopping_it_leaves_whole_batches_and_nothing_open(string parameters)
    {
        File.WriteAllLines(PathOf("in.jsonl"), Enumerable.Range(1, 400_000).Select(i => $"{{\"seq\":{i},\"ts\":{i},\"data\":{i}}}"));

        await using (RunningScript importing = Session.Start($"Import-Log in.jsonl -Project p_demo {parameters}"))
        {
            await importing.UntilAsync(() => File.Exists(Session.LogFile()) && new FileInfo(Session.LogFile()).Length > 0);
            await importing.StopAsync();
        }

        int written = Lines().Count();
        Assert.InRange(written, 1, 399_999);
        Assert.Equal(Enumerable.Range(1, written).Select(i => $"{i}"), Data());
        if (parameters.Length == 0)
        {
            Assert.Equal((400_000L, 400_000L - written, 1L, 400_000L), Numbers(Import("in.jsonl -PassThru").AssertNoErrors().Output[0]!));
        }
    }

    [Fact]
    public void Tab_completes_log_key_and_format()
    {
        Session.Run("1 | Add-LogEntry -Project p_demo -Log audit").AssertNoErrors();

        Assert.Contains("audit", Session.Complete("Import-Log x.jsonl -Project p_demo -Log a"));
        Assert.Contains("audit", Session.Complete("Export-Log -Project p_demo -Log a"));
        Assert.Contains("audit", Session.Complete("Export-Log -Project p_demo -Log audit -DestinationProject p_demo -DestinationLog a"));
        Assert.Equal(["Jsonl"], Session.Complete("Import-Log x.jsonl -Project p_demo -Format J"));
    }

    private static (long Count, long Written, long First, long Last) Numbers(PSObject imported) => (
        (long)imported.Properties["Count"].Value,
        (long)imported.Properties["Written"].Value,
        (long)imported.Properties["FirstSeq"].Value,
        (long)imported.Properties["LastSeq"].Value);

    private ScriptResult Import(string parameters) => Session.Run($"Import-Log {parameters} -Project p_demo");
}
