using System.Globalization;
using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;
using Ledgerline.Tests.FileSystem.RealDisk;

namespace Ledgerline.PowerShellTests.Transfer;

/// <summary>What a disk without room does to exports and imports.</summary>
public sealed class FullDiskTransferTests : TransferSession
{
    private static readonly string[] Entries =
        [.. Enumerable.Range(1, 6000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{i},\"ts\":{i},\"data\":\"{new string('x', 200)}\"}}"))];

    [MountFact]
    public void An_export_that_finds_no_room_leaves_the_file_that_was_there_and_nothing_else()
    {
        using var disk = new MountedDirectory("size=1m");
        File.WriteAllLines(PathOf("in.jsonl"), Entries);
        Session.Run("Import-Log in.jsonl -Project p_demo").AssertNoErrors();
        foreach (string name in new[] { "out.jsonl", "out.csv" })
        {
            string file = Path.Combine(disk.Path, name);
            File.WriteAllText(file, "old");

            Session.Run("Export-Log -Project p_demo -Log history -Path $Arguments[0]", file)
                .AssertError("FileFailed", ErrorCategory.LimitsExceeded, file, "Make room");

            Assert.Equal("old", File.ReadAllText(file));
        }

        Assert.Equal(["out.csv", "out.jsonl"], Directory.EnumerateFiles(disk.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [MountFact]
    public void An_import_that_finds_no_room_says_how_far_it_came_and_goes_on_when_there_is_room()
    {
        using var disk = new MountedDirectory("size=4m");
        File.WriteAllLines(PathOf("in.jsonl"), Entries);
        Session.Run("New-LedgerProject p_demo -Root $Arguments[0]", disk.Path).AssertNoErrors();
        disk.Fill(600_000);

        Session.Run("Import-Log in.jsonl -Project p_demo -Root $Arguments[0]", disk.Path)
            .AssertError("StorageFailed", ErrorCategory.LimitsExceeded, "2000 entries were written");
        disk.Empty();

        PSObject imported = Assert.Single(Session.Run("Import-Log in.jsonl -Project p_demo -Root $Arguments[0] -PassThru", disk.Path).AssertNoErrors().Output)!;
        Assert.Equal(4000L, imported.Properties["Written"].Value);
        Assert.Equal(Entries, LinesOf(Path.Combine(disk.Path, "projects/p_demo/.meta/history.jsonl")));
    }

    [MountFact]
    public void A_copy_that_finds_no_room_goes_on_when_there_is_room()
    {
        using var disk = new MountedDirectory("size=4m");
        File.WriteAllLines(PathOf("in.jsonl"), Entries);
        Session.Run("Import-Log in.jsonl -Project p_demo; New-LedgerProject p_demo -Root $Arguments[0]", disk.Path).AssertNoErrors();
        disk.Fill(600_000);

        Session.Run("Export-Log -Project p_demo -Log history -DestinationRoot $Arguments[0]", disk.Path)
            .AssertError("StorageFailed", ErrorCategory.LimitsExceeded, "2000 entries were copied before");
        disk.Empty();

        Session.Run("Export-Log -Project p_demo -Log history -DestinationRoot $Arguments[0]", disk.Path).AssertNoErrors();
        Assert.Equal(Entries, LinesOf(Path.Combine(disk.Path, "projects/p_demo/.meta/history.jsonl")));
    }
}
