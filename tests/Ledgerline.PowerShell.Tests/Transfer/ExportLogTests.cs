using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Transfer;

/// <summary><c>Export-Log</c> to files.</summary>
public sealed class ExportLogTests : TransferSession
{
    [Fact]
    public void JSON_lines_are_those_of_the_log_without_batches_and_checksums()
    {
        Fill("1..2500 | Add-LogEntry -Project p_demo; @{ a = 1.0; b = 'größe' } | Add-LogEntry -Project p_demo");

        PSObject exported = Export("-Log history -Path out.jsonl");

        Assert.Equal(Lines(), File.ReadAllLines(PathOf("out.jsonl")));
        Assert.Equal("p_demo", exported.Properties["Project"].Value);
        Assert.Equal("history", exported.Properties["Log"].Value);
        Assert.Equal(PathOf("out.jsonl"), exported.Properties["Path"].Value);
        Assert.Equal("Jsonl", exported.Properties["Format"].Value.ToString());
        Assert.Equal(2501L, exported.Properties["Count"].Value);
        Assert.Equal(1L, exported.Properties["FirstSeq"].Value);
        Assert.Equal(2501L, exported.Properties["LastSeq"].Value);
        Assert.Equal(new FileInfo(PathOf("out.jsonl")).Length, exported.Properties["SizeInBytes"].Value);
    }

    [Fact]
    public void A_table_has_a_column_for_each_member_and_says_what_each_value_is()
    {
        Fill(
            """
            Add-LogEntry -Project p_demo -Json '{"kind":"tweak","n":1,"ratio":1.0,"text":"5","nothing":null}',
                '{"list":[1,"x"],"kind":"a,b \"q\"\nc","on":true,"empty":"","in":{"a":1}}',
                '"plain"', '7', '[1]', '{}'
            """);

        Export("-Log history -Path out.csv");

        string[] rows = [.. File.ReadAllText(PathOf("out.csv")).Split('\n').Select(row => row.Replace(Time(row), "T", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "Seq,Timestamp,Data,kind,n,ratio,text,nothing,list,on,empty,in",
                "1,T,,\"tweak\",1,1.0,\"5\",null,,,,",
                "2,T,,\"a,b \"\"q\"\"",
                "c\",,,,,\"[1,\"\"x\"\"]\",true,\"\",\"{\"\"a\"\":1}\"",
                "3,T,\"plain\",,,,,,,,,",
                "4,T,7,,,,,,,,,",
                "5,T,\"[1]\",,,,,,,,,",
                "6,T,,,,,,,,,,",
                "",
            ],
            rows);

        static string Time(string row) => row.Split(',') is [_, { Length: 24 } time, ..] ? time : "\0";
    }

    [Theory]
    [InlineData("""{"Seq":1,"timestamp":2,"DATA":3,"":4,"Data.x":5}""", "Seq,Timestamp,Data.Seq,Data.timestamp,Data.DATA,Data.,Data.Data.x")]
    [InlineData("""{"a,b":1,"c\"d":2,"e\nf":3," g":4}""", "Seq,Timestamp,\"a,b\",\"c\"\"d\",\"e\nf\",\" g\"")]
    public void Names_that_would_be_mistaken_are_told_apart(string json, string header)
    {
        Session.Run("Add-LogEntry -Project p_demo -Json $Arguments", json).AssertNoErrors();

        Export("-Log history -Path out.csv");

        Assert.StartsWith(header + "\n1,", File.ReadAllText(PathOf("out.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_delimiter_and_the_format_can_be_chosen()
    {
        Fill("@{ 'a;b' = 1; c = 'x' } | Add-LogEntry -Project p_demo");

        Assert.Equal("Csv", Export("-Log history -Path out.txt -Format Csv -Delimiter ';'").Properties["Format"].Value.ToString());
        Assert.StartsWith("Seq;Timestamp;\"a;b\";c\n1;", File.ReadAllText(PathOf("out.txt")), StringComparison.Ordinal);
        Export("-Log history -Path out.csv -Format Jsonl");
        Assert.Equal(Lines(), File.ReadAllLines(PathOf("out.csv")));
    }

    [Theory]
    [InlineData("-Since 3", 4, 5)]
    [InlineData("-After (Get-LogEntry -Project p_demo -Last 1).Timestamp.AddDays(-1)", 1, 5)]
    [InlineData("-Before (Get-LogEntry -Project p_demo -Last 1).Timestamp.AddDays(-1)", 0, 0)]
    [InlineData("-After (Get-LogEntry -Project p_demo -Last 1).Timestamp", 0, 0)]
    public void Entries_are_chosen_by_number_and_time(string parameters, long first, long last)
    {
        Fill("1..5 | Add-LogEntry -Project p_demo");

        PSObject exported = Export($"-Log history -Path out.jsonl {parameters}");

        Assert.Equal((first, last), ((long)exported.Properties["FirstSeq"].Value, (long)exported.Properties["LastSeq"].Value));
        Assert.Equal(Lines().Skip((int)first - 1).Take(first == 0 ? 0 : 5), File.ReadAllLines(PathOf("out.jsonl")));
    }

    [Fact]
    public void A_directory_gets_a_file_for_each_log()
    {
        Fill("1 | Add-LogEntry -Project p_demo; 2 | Add-LogEntry -Project p_demo -Log audit; 3 | Add-LogEntry -Project p_demo -Log run");
        WriteFile("run.jsonl", """{"seq":1,"ts":5,"data":"keyed"}""");
        Session.Run("Import-Log run.jsonl -Project p_demo -Log run -Key k1").AssertNoErrors();
        Directory.CreateDirectory(PathOf("files"));

        Session.Run("Get-Log -Project p_demo | Export-Log -Path files").AssertNoErrors();

        Assert.Equal(
            ["p_demo.audit.jsonl", "p_demo.history.jsonl", "p_demo.run.jsonl", "p_demo.run.k1.jsonl"],
            Directory.EnumerateFiles(PathOf("files")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["""{"seq":1,"ts":5,"data":"keyed"}"""], File.ReadAllLines(PathOf("files/p_demo.run.k1.jsonl")));
        Session.Run("Export-Log -Project p_* -Log run -Key * -Path files -Format Csv").AssertNoErrors();
        Assert.True(File.Exists(PathOf("files/p_demo.run.k1.csv")));
    }

    [Fact]
    public void Several_logs_do_not_go_into_one_file()
    {
        Fill("1 | Add-LogEntry -Project p_demo; 2 | Add-LogEntry -Project p_demo -Log audit");

        ScriptResult result = Session.Run("Export-Log -Project p_demo -Log * -Path out.jsonl");

        result.AssertError("SeveralLogs", ErrorCategory.InvalidArgument, "history", "directory");
        Assert.Equal(Lines("audit"), File.ReadAllLines(PathOf("out.jsonl")));
    }

    [Fact]
    public void A_file_is_replaced_unless_one_asks_not_to()
    {
        Fill("1 | Add-LogEntry -Project p_demo");
        WriteFile("out.jsonl", "old");

        Session.Run("Export-Log -Project p_demo -Log history -Path out.jsonl -NoClobber")
            .AssertError("NoClobber", ErrorCategory.ResourceExists, "out.jsonl", "-NoClobber");
        Assert.Equal("old", File.ReadAllText(PathOf("out.jsonl")));

        Export("-Log history -LiteralPath out.jsonl");
        Assert.Equal(Lines(), File.ReadAllLines(PathOf("out.jsonl")));
    }

    [Fact]
    public void The_file_that_replaces_one_has_its_mode()
    {
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
        Fill("1 | Add-LogEntry -Project p_demo");
        WriteFile("out.jsonl", "old");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(PathOf("out.jsonl"), Mode);
            Export("-Log history -Path out.jsonl");
            Assert.Equal(Mode, File.GetUnixFileMode(PathOf("out.jsonl")));
        }
    }

    [Fact]
    public void What_a_link_leads_to_is_replaced()
    {
        Fill("1 | Add-LogEntry -Project p_demo");
        WriteFile("target.jsonl", "old");
        File.CreateSymbolicLink(PathOf("link.jsonl"), "target.jsonl");

        Export("-Log history -Path link.jsonl");

        Assert.Equal("target.jsonl", new FileInfo(PathOf("link.jsonl")).LinkTarget);
        Assert.Equal(Lines(), File.ReadAllLines(PathOf("target.jsonl")));
    }

    [Theory]
    [InlineData("-Log none -Path out.jsonl", "LogNotFound", ErrorCategory.ObjectNotFound, "none")]
    [InlineData("-Log history -Path nowhere/out.jsonl", "FileFailed", ErrorCategory.ObjectNotFound, "nowhere")]
    [InlineData("-Log history -Path nowhere/", "FileFailed", ErrorCategory.ObjectNotFound, "nowhere")]
    [InlineData("-Log history -Path /dev/null", "PathIsDevice", ErrorCategory.InvalidArgument, "/dev/null")]
    [InlineData("-Log history -Path Function:\\x", "PathNotFileSystem", ErrorCategory.InvalidArgument, "Function")]
    [InlineData("-Log history -Path Nowhere:\\x", "PathNotFound", ErrorCategory.ObjectNotFound, "Nowhere")]
    [InlineData("-Log history -DestinationLog history", "SameLog", ErrorCategory.InvalidArgument, "-DestinationLog")]
    [InlineData("-Log history -DestinationProject p_none", "ProjectNotFound", ErrorCategory.ObjectNotFound, "New-LedgerProject")]
    [InlineData("-Log history -Since 9 -Path out.jsonl", "LogRewound", ErrorCategory.InvalidArgument, "9")]
    public void What_cannot_be_done_is_an_error_that_does_not_end_the_command(string parameters, string errorId, ErrorCategory category, string word)
    {
        Fill("1 | Add-LogEntry -Project p_demo");

        ScriptResult result = Session.Run($"Export-Log -Project p_demo {parameters}; 'after'");

        result.AssertError(errorId, category, word);
        Assert.Equal(["after"], result.Output.Select(o => o!.BaseObject));
        Assert.False(File.Exists(PathOf("out.jsonl")));
    }

    [Theory]
    [InlineData("-Path out.jsonl")]
    [InlineData("-Path out.csv")]
    [InlineData("-DestinationLog copy")]
    public void WhatIf_writes_nothing(string parameters)
    {
        Fill("1 | Add-LogEntry -Project p_demo");
        string[] before = Files();

        Assert.Empty(Session.Run($"Export-Log -Project p_demo -Log history {parameters} -WhatIf").AssertNoErrors().Output);

        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData("out.jsonl")]
    [InlineData("out.csv")]
    public void A_damaged_log_leaves_no_file(string file)
    {
        Fill("1..5 | Add-LogEntry -Project p_demo");
        string[] lines = File.ReadAllLines(Session.LogFile());
        lines[2] = lines[2].Replace("data", "dada", StringComparison.Ordinal);
        File.WriteAllLines(Session.LogFile(), lines);

        Session.Run($"Export-Log -Project p_demo -Log history -Path {file}")
            .AssertError("LogCorrupt", ErrorCategory.InvalidData, "line 3");

        Assert.False(File.Exists(PathOf(file)));
    }

    [Theory]
    [InlineData("-Path out.jsonl")]
    [InlineData("-Path out.csv")]
    [InlineData("-DestinationLog copy")]
    public async Task Stopping_it_leaves_what_was_there(string parameters)
    {
        string text = new('x', 200);
        File.WriteAllLines(PathOf("in.jsonl"), Enumerable.Range(1, 300_000).Select(i => $"{{\"seq\":{i},\"ts\":{i},\"data\":\"{text}\"}}"));
        Fill("Import-Log in.jsonl -Project p_demo");
        WriteFile("out.jsonl", "old");
        WriteFile("out.csv", "old");

        int before = Files().Length;
        await using (RunningScript exporting = Session.Start($"Export-Log -Project p_demo -Log history {parameters}"))
        {
            await exporting.UntilAsync(() => !exporting.IsRunning || Files().Length > before);
            await exporting.StopAsync();
        }

        Assert.Equal("old", File.ReadAllText(PathOf("out.jsonl")));
        Assert.Equal("old", File.ReadAllText(PathOf("out.csv")));
        if (parameters.Contains("copy", StringComparison.Ordinal))
        {
            Session.Run($"Export-Log -Project p_demo -Log history {parameters}").AssertNoErrors();
            Assert.Equal(Lines(), Lines("copy"));
        }
    }

    [Fact]
    public void A_log_that_is_empty_is_an_empty_file()
    {
        Fill("1..2 | Add-LogEntry -Project p_demo; Limit-Log -Project p_demo -Log history -KeepLast 0 -Confirm:$false | Out-Null");

        Assert.Equal(0L, Export("-Log history -Path out.jsonl").Properties["Count"].Value);
        Assert.Empty(File.ReadAllBytes(PathOf("out.jsonl")));
        Export("-Log history -Path out.csv");
        Assert.Equal("Seq,Timestamp\n", File.ReadAllText(PathOf("out.csv")));
    }

    private string[] Files() => Directory.GetFileSystemEntries(Session.Root, "*", SearchOption.AllDirectories);

    private void Fill(string script) => Session.Run(script).AssertNoErrors();

    private PSObject Export(string parameters) =>
        Assert.Single(Session.Run($"Export-Log -Project p_demo {parameters}").AssertNoErrors().Output)!;
}
