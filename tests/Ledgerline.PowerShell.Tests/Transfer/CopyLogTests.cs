using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Transfer;

/// <summary><c>Export-Log</c> to another root, project or name.</summary>
public sealed class CopyLogTests : TransferSession
{
    public CopyLogTests() => Session.Run("New-LedgerProject p_demo -Root other; 1..2500 | Add-LogEntry -Project p_demo").AssertNoErrors();

    private string CopyFile => PathOf("other/projects/p_demo/.meta/history.jsonl");

    [Fact]
    public void A_copy_has_the_numbers_the_times_and_the_data()
    {
        PSObject copied = Copy("-DestinationRoot other");

        Assert.Equal(Lines(), LinesOf(CopyFile));
        Assert.Equal((2500L, 2500L), Numbers(copied, "Count", "Written"));
        Assert.Equal((1L, 2500L), Numbers(copied, "FirstSeq", "LastSeq"));
        Assert.Equal(PathOf("other"), copied.Properties["DestinationRoot"].Value);
        Assert.Equal(Session.Root, copied.Properties["Root"].Value);
    }

    [Fact]
    public void It_goes_on_behind_what_was_copied()
    {
        Copy("-DestinationRoot other");
        Session.Run("'a', 'b' | Add-LogEntry -Project p_demo").AssertNoErrors();

        Assert.Equal((2502L, 2L), Numbers(Copy("-DestinationRoot other"), "Count", "Written"));
        Assert.Equal((2502L, 0L), Numbers(Copy("-DestinationRoot other"), "Count", "Written"));
        Assert.Equal((2L, 0L), Numbers(Copy("-DestinationRoot other -Since 2500"), "Count", "Written"));
        Assert.Equal(Lines(), LinesOf(CopyFile));
    }

    [Fact]
    public void What_stands_there_already_must_be_the_same()
    {
        Copy("-DestinationRoot other");
        Session.Run("'there' | Add-LogEntry -Project p_demo -Root other; 'here', 'too' | Add-LogEntry -Project p_demo").AssertNoErrors();

        Session.Run("Export-Log -Project p_demo -Log history -DestinationRoot other")
            .AssertError("EntriesDiffer", ErrorCategory.ResourceExists, "2501", "-Renumber");
        Assert.Equal(2501, LinesOf(CopyFile).Count());
    }

    [Fact]
    public void A_destination_that_is_longer_is_no_copy()
    {
        Copy("-DestinationRoot other");
        Session.Run("'there' | Add-LogEntry -Project p_demo -Root other").AssertNoErrors();

        Session.Run("Export-Log -Project p_demo -Log history -DestinationRoot other")
            .AssertError("EntriesDiffer", ErrorCategory.ResourceExists, "2501", "2500");
    }

    [Fact]
    public void A_truncated_log_keeps_its_numbers()
    {
        Session.Run("Limit-Log -Project p_demo -Log history -KeepLast 10 -Confirm:$false | Out-Null").AssertNoErrors();

        Assert.Equal((2491L, 2500L), Numbers(Copy("-DestinationRoot other"), "FirstSeq", "LastSeq"));
        Assert.Equal(Lines(), LinesOf(CopyFile));
        Session.Run("3 | Add-LogEntry -Project p_demo -Root other").AssertNoErrors();
        Assert.StartsWith("{\"seq\":2501,", LinesOf(CopyFile).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_truncated_behind_the_copy_leaves_a_gap_that_is_an_error()
    {
        Copy("-DestinationLog copy");
        Session.Run("1..20 | Add-LogEntry -Project p_demo; Limit-Log -Project p_demo -Log history -KeepLast 5 -Confirm:$false | Out-Null").AssertNoErrors();

        Session.Run("Export-Log -Project p_demo -Log history -DestinationLog copy")
            .AssertError("EntryNotNext", ErrorCategory.InvalidArgument, "2516", "2501");
        Assert.Equal(2500, Lines("copy").Count());
    }

    [Fact]
    public void A_completed_log_has_a_completed_copy()
    {
        Session.Run("Complete-Log -Project p_demo -Log history -Confirm:$false").AssertNoErrors();

        Assert.Equal(false, Copy("-DestinationLog part -Before '2001-01-01'").Properties["IsCompleted"].Value);
        Assert.Equal(true, Copy("-DestinationLog copy").Properties["IsCompleted"].Value);
        Assert.Equal((2500L, 0L), Numbers(Copy("-DestinationLog copy"), "Count", "Written"));
        Session.Run("1 | Add-LogEntry -Project p_demo -Log copy").AssertError("LogCompleted", ErrorCategory.InvalidOperation, "2500");
    }

    [Fact]
    public void A_log_that_keeps_nothing_hands_on_its_count()
    {
        Session.Run("Limit-Log -Project p_demo -Log history -KeepLast 0 -Confirm:$false | Out-Null").AssertNoErrors();

        PSObject copied = Copy("-DestinationLog copy");

        Assert.Equal((2501L, 2500L), Numbers(copied, "FirstSeq", "LastSeq"));
        Assert.Equal(0L, Numbers(Copy("-DestinationLog part -Since 2500"), "FirstSeq", "LastSeq").Second);
        Session.Run("3 | Add-LogEntry -Project p_demo -Log copy").AssertNoErrors();
        Assert.StartsWith("{\"seq\":2501,", Assert.Single(Lines("copy")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_that_lacks_what_was_truncated_since_is_warned_of_and_left()
    {
        Copy("-DestinationLog copy");
        Session.Run("1..20 | Add-LogEntry -Project p_demo; Limit-Log -Project p_demo -Log history -KeepLast 0 -Confirm:$false | Out-Null").AssertNoErrors();

        ScriptResult result = Session.Run("Export-Log -Project p_demo -Log history -DestinationLog copy").AssertNoErrors();

        Assert.Contains("behind 2500", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(2500, Lines("copy").Count());
    }

    [Fact]
    public void Numbers_that_a_repair_gave_up_are_lost_in_the_copy_too_and_what_is_left_out_is_not()
    {
        Session.Run("1..5 | Add-LogEntry -Project p_demo -Log torn -BatchSize 1").AssertNoErrors();
        Session.Damage(2, "torn").Damage(4, "torn");
        Session.Run("Repair-Log -Project p_demo -Log torn -Confirm:$false | Out-Null").AssertNoErrors();

        PSObject copied = Assert.Single(Session.Run("Export-Log -Project p_demo -Log torn -DestinationLog copy").AssertNoErrors().Output)!;

        Assert.Equal((3L, 3L), Numbers(copied, "Count", "Written"));
        Assert.Equal((1L, 5L), Numbers(copied, "FirstSeq", "LastSeq"));
        Assert.Equal(Lines("torn"), Lines("copy"));
        PSObject again = Assert.Single(Session.Run("6 | Add-LogEntry -Project p_demo -Log torn; Export-Log -Project p_demo -Log torn -DestinationLog copy").AssertNoErrors().Output)!;
        Assert.Equal((4L, 1L), Numbers(again, "Count", "Written"));
        Session.Run("3 | Add-LogEntry -Project p_demo -Log short; Export-Log -Project p_demo -Log history -DestinationLog short -Since 10")
            .AssertError("EntryNotNext", ErrorCategory.InvalidArgument, "Entry 11", "2");
    }

    [Fact]
    public void Keys_go_along_unless_another_is_given()
    {
        WriteFile("run.jsonl", """{"seq":4,"ts":5,"data":"keyed"}""");
        Session.Run("Import-Log run.jsonl -Project p_demo -Log run -Key k1; Import-Log run.jsonl -Project p_demo -Log run -Key k2").AssertNoErrors();

        Session.Run("Export-Log -Project p_demo -Log run -Key * -DestinationLog runs").AssertNoErrors();
        Session.Run("Export-Log -Project p_demo -Log run -Key k1 -DestinationKey $null").AssertNoErrors();
        Session.Run("Export-Log -Project p_demo -Log run -Key k1 -DestinationLog one -DestinationKey k9").AssertNoErrors();

        string meta = Path.GetDirectoryName(Session.LogFile())!;
        foreach (string file in new[] { "runs/k1.jsonl", "runs/k2.jsonl", "run.jsonl", "one/k9.jsonl" })
        {
            Assert.Equal(["""{"seq":4,"ts":5,"data":"keyed"}"""], LinesOf(Path.Combine(meta, file)));
        }
    }

    private static (long First, long Second) Numbers(PSObject copied, string first, string second) =>
        ((long)copied.Properties[first].Value, (long)copied.Properties[second].Value);

    private PSObject Copy(string parameters) =>
        Assert.Single(Session.Run($"Export-Log -Project p_demo -Log history {parameters}").AssertNoErrors().Output)!;
}
