using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class RepairLogTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenOnFixture();

    [Theory]
    [InlineData("p_bad_middle", "", "1 2 4 5 6", 1, 0)]
    [InlineData("p_bad_middle", "-Renumber", "1 2 3 4 5", 1, 3)]
    [InlineData("p_torn_half", "", "1 2 3 4 5", 1, 0)]
    [InlineData("p_torn_nul", "", "1 2 3 4 5", 1, 0)]
    [InlineData("p_torn_whole_no_newline", "", "1 2 3 4 5 6", 0, 0)]
    [InlineData("p_two_writers", "", "1 2 3 4", 2, 0)]
    [InlineData("p_two_writers", "-Renumber", "1 2 3 4 5 6", 0, 4)]
    public void What_is_damaged_is_set_aside_after_a_backup(string project, string parameters, string seqs, long lines, long renumbered)
    {
        byte[] before = File.ReadAllBytes(_session.LogFile(project));

        PSObject result = Assert.Single(_session.Run($"Repair-Log -Project {project} -Log history {parameters}").AssertNoErrors().Output)!;

        string log = _session.LogFile(project);
        Assert.Equal("Ledgerline.PowerShell.RepairedLog", result.BaseObject.GetType().FullName);
        Assert.Equal(
            (true, (long)seqs.Split(' ').Length, lines, renumbered, log + ".backup", lines == 0 ? null : log + ".quarantine"),
            (Value("Changed"), Value("Entries"), Value("QuarantinedLines"), Value("Renumbered"), Value("BackupPath"), Value("QuarantinePath")));
        Assert.Equal(project == "p_two_writers" ? 2L : 1L, Value("Faults"));
        Assert.Equal(before, File.ReadAllBytes(log + ".backup"));
        if (lines > 0)
        {
            Assert.Equal(Value("QuarantinedBytes"), new FileInfo(log + ".quarantine").Length);
        }

        Assert.Equal(seqs, string.Join(' ', _session.Run($"Get-LogEntry -Project {project}").AssertNoErrors().Seqs()));
        Assert.Empty(_session.Run($"Test-Log -Project {project}").AssertNoErrors().Output);
        _session.Run($"Add-LogEntry -Project {project} 'goes on'").AssertNoErrors();

        object? Value(string property) => result.Properties[property].Value;
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Renumber")]
    [InlineData("-WhatIf")]
    public void A_sound_log_is_left_untouched_and_says_so(string parameters)
    {
        IReadOnlyDictionary<string, string> before = _session.Files();

        ScriptResult result = _session.Run($"Repair-Log -Project p_plain -Log history {parameters} -Verbose").AssertNoErrors();

        Assert.Equal((false, 0L, 190L, null), (result.All<bool>("Changed").Single(), result.All<long>("Faults").Single(), result.All<long>("Entries").Single(), result.All<string?>("BackupPath").Single()));
        Assert.Contains(result.Verbose, text => text.EndsWith("is sound, and was left as it is.", StringComparison.Ordinal));
        Assert.Equal(before, _session.Files());
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        IReadOnlyDictionary<string, string> before = _session.Files();

        Assert.Empty(_session.Run("Test-Log | Repair-Log -WhatIf; Test-Log | Repair-Log -Renumber -WhatIf").AssertNoErrors().Output);

        Assert.Equal(before, _session.Files());
    }

    [Fact]
    public void Verbose_says_which_faults_are_set_aside()
    {
        ScriptResult result = _session.Run("Repair-Log -Project p_two_writers -Log history -Verbose").AssertNoErrors();

        Assert.Contains(result.Verbose, text => text.StartsWith("Back up the log 'history'", StringComparison.Ordinal)
            && text.Contains("2 faults. OutOfOrder: ", StringComparison.Ordinal) && text.Contains("line 6, offset ", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_very_many_faults_the_first_are_told()
    {
        using ModuleSession session = ModuleSession.OpenWithProject().Fill(60);
        for (int line = 10; line < 60; line += 2)
        {
            session.Damage(line);
        }

        ScriptResult result = session.Run("Repair-Log -Project p_demo -Log history -Verbose").AssertNoErrors();

        Assert.Equal([25L], result.All<long>("Faults"));
        Assert.Contains(result.Verbose, text => text.EndsWith("; and 15 more, which Test-Log tells.", StringComparison.Ordinal));
    }

    [Fact]
    public void Logs_come_from_the_pipeline_with_their_keys_and_a_second_copy_replaces_no_older_one()
    {
        using ModuleSession session = ModuleSession.OpenWithProject().Fill(5).Copy("run/a").Copy("run/b");
        session.Damage(2, "run/a").Damage(3, "run/b");

        ScriptResult first = session.Run("Get-Log -Project p_demo | Repair-Log").AssertNoErrors();
        session.Damage(4, "run/a");
        ScriptResult second = session.Run("Repair-Log -Project p_demo -Log run -Key *").AssertNoErrors();

        Assert.Equal([false, true, true], first.All<bool>("Changed"));
        Assert.Equal(["p_demo/history", "p_demo/run/a", "p_demo/run/b"], first.Names());
        Assert.Equal([session.LogFile(log: "run/a") + ".backup2", null], second.All<string?>("BackupPath"));
    }

    [Fact]
    public void A_file_that_is_no_log_is_an_error_and_the_others_are_repaired()
    {
        File.WriteAllText(_session.LogFile("p_plain", "soup"), "a recipe for soup\nand more\n");

        ScriptResult result = _session.Run("Repair-Log -Project p_plain, p_bad_middle -Log soup, history -ErrorAction SilentlyContinue -ErrorVariable problems; $problems");

        Assert.Contains(result.Output, item => item!.BaseObject is ErrorRecord error
            && error.FullyQualifiedErrorId.StartsWith("LogNotRepairable,", StringComparison.Ordinal)
            && error.ToString().Contains("Nothing was changed", StringComparison.Ordinal));
        Assert.Equal("a recipe for soup\nand more\n", File.ReadAllText(_session.LogFile("p_plain", "soup")));
        Assert.Equal(5, _session.Run("Get-LogEntry -Project p_bad_middle").AssertNoErrors().Output.Count);
    }

    public void Dispose() => _session.Dispose();
}
