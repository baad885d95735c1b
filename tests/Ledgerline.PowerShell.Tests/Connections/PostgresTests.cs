using System.Management.Automation;
using Ledgerline.Postgres.Tests.Servers;
using Ledgerline.PowerShellTests.Hosting;
using Ledgerline.PowerShellTests.Typed;

namespace Ledgerline.PowerShellTests.Connections;

/// <summary>The cmdlets over a PostgreSQL server.</summary>
public sealed class PostgresTests : PostgresSession
{
    [ServerFact]
    public void Logs_are_written_read_followed_and_truncated()
    {
        ScriptResult result = Session.Run(
            """
            1..5 | Add-LogEntry -Project p_demo
            Add-LogEntry -Project p_demo -Log run -Key r1 @{ kind = 'started' }
            (Get-LogEntry -Project p_demo -Since 3).Data
            (Watch-Log -Project p_demo -Since 4 -Count 1).Data
            $null = Limit-Log -Project p_demo -Log history -KeepLast 2 -Confirm:$false
            Complete-Log -Project p_demo -Log history
            (Get-Log -Project p_demo | ForEach-Object { "$($_.Log)$($_.Key) $($_.FirstSeq)-$($_.LastSeq) $($_.IsCompleted)" })
            (Test-Log -Project p_demo).Count
            Remove-Log -Project p_demo -Log run -Key r1 -Confirm:$false
            @(Get-Log -Project p_demo).Count
            """);

        Assert.Equal(["4", "5", "5", "history 4-5 True", "runr1 1-1 False", "0", "1"], Texts(result));
    }

    [ServerFact]
    public void Documents_are_written_read_and_deleted()
    {
        ScriptResult result = Session.Run(
            """
            Set-JsonKv settings @{ theme = 'dark' } -Project p_demo
            $document = Get-JsonKv settings -Project p_demo
            $document.Data.theme
            $document.Data.theme = 'light'
            $document | Set-JsonKv
            (Get-JsonKv -Project p_demo).Data.theme
            Set-JsonKv theme 'x' -Shared
            (Get-JsonKv theme -Shared).Data
            Get-JsonKv -Project p_demo | Remove-JsonKv -Confirm:$false
            @(Get-JsonKv -Project p_demo).Count
            """);

        Assert.Equal(["dark", "light", "x", "0"], Texts(result));
    }

    [ServerFact]
    public void Files_are_written_read_and_deleted_as_they_are_byte_for_byte()
    {
        byte[] bytes = new byte[3 << 20];
        new Random(7).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(Session.Root, "large.bin"), bytes);

        ScriptResult result = Session.Run(
            """
            Set-BlobItem out/large.bin -InputFile large.bin -Project p_demo
            Set-BlobItem out/empty ([byte[]]@()) -Project p_demo
            'first', 'second' | Set-BlobItem note.txt -Project p_demo
            Get-BlobItem -Project p_demo | ForEach-Object { "$($_.Path) $($_.Length) $($_.Root -eq $c.Root)" }
            Get-BlobItem out/large.bin -Project p_demo -Destination back.bin
            'third' | Set-BlobItem note.txt -Project p_demo
            Get-BlobItem note.txt -Raw -Project p_demo
            (Copy-LedgerProject p_demo -DestinationRoot data).Blobs
            (Get-BlobItem out/large.bin -Project p_demo -Root data).Length
            Get-BlobItem out/* -Project p_demo | Remove-BlobItem -Confirm:$false
            (Get-BlobItem -Project p_demo).Path
            """);

        Assert.Equal(
            ["note.txt 13 True", "out/empty 0 True", "out/large.bin 3145728 True", "third\n", "3", "3145728", "note.txt"], Texts(result));
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(Session.Root, "back.bin")));
    }

    [ServerFact]
    public void A_module_of_ones_own_records_works_on_the_connection_of_the_session()
    {
        ScriptResult result = Session.Run(
            """
            Import-Module $Arguments[0]
            $PSDefaultParameterValues = @{ '*-RunEvent:Project' = 'p_demo'; '*-Settings:Project' = 'p_demo'; '*-Thread:Project' = 'p_demo' }
            Add-RunEvent -Started -Name build -Key nightly
            Add-RunEvent -Finished -Name build -Outcome Failed -ExitCode 3 -Key nightly
            (Get-LogEntry -Project p_demo -Log run -Key nightly).Data.kind
            Get-RunEvent -Key nightly | ForEach-Object { "$($_.Seq) $($_.Data.Name) $($_.Root -eq $c.Root)" }
            (Watch-RunEvent -Key nightly -Since 1 -Count 1).Data.ExitCode
            Set-Settings -Owner ada -KeepRuns 7
            (Get-Settings).Data.KeepRuns
            Set-Thread t1 -Title Hello
            Get-Thread | Remove-Thread -Confirm:$false
            @(Get-Thread).Count
            # The newest connection counts for both modules, and its end, too.
            $null = New-LedgerProject p_demo -Root data
            $null = Connect-Ledger data
            @(Get-RunEvent -Key nightly -ErrorAction Ignore).Count
            $null = $c | Connect-Ledger
            @(Get-RunEvent -Key nightly).Count
            """,
            RunLog.ModuleDirectory);

        Assert.Equal(["started", "finished", "1 build True", "2 build True", "3", "7", "0", "0", "2"], Texts(result));
        Session.Run("$c | Disconnect-Ledger; Get-RunEvent -Key nightly -Root $c.Root").AssertError("NotConnected", ErrorCategory.ConnectionError, "Connect-Ledger");
    }

    [ServerFact]
    public async Task A_schema_is_named_for_one_command()
    {
        string other = TestServer.NewSchemaName();
        try
        {
            ScriptResult result = Session.Run(
                """
                $other = $Arguments[0]
                $null = New-LedgerProject p_other -Driver postgres -ConnectionString $text -Schema $other
                1..3 | Add-LogEntry -Project p_other -ConnectionString $text -Schema $other
                (Get-LedgerProject).Project -join ' '
                (Get-LedgerProject -Schema $other).Project -join ' '
                Get-LedgerProject -Schema $other | Get-LogEntry -Schema $other -Last 1 | ForEach-Object Data
                (Get-LedgerProject -Schema $schema).Root -eq $c.Root
                (Get-LedgerConnection).Schema -eq $schema
                """,
                other);

            Assert.Equal(["p_demo", "p_other", "3", "True", "True"], Texts(result));
            Assert.Equal(["p_other"], Session.Complete($"Get-Log -Schema {other} -Project p"));
        }
        finally
        {
            await TestServer.DropSchemaAsync(other);
        }
    }

    [ServerFact]
    public void What_is_put_out_says_where_it_is_and_pipes_into_the_next_command()
    {
        ScriptResult result = Session.Run(
            """
            1..3 | Add-LogEntry -Project p_demo
            $null = Connect-Ledger data
            (New-LedgerProject p_demo).Root -eq $c.Root
            (Get-LedgerProject -Root $c.Root).Root -eq $c.Root
            Get-LedgerProject -Root $c.Root | Get-LogEntry -Last 1 | ForEach-Object Data
            @($c | Get-Log).Count
            "$($c.Driver) $($c.Schema -eq $schema) $([bool]$c.User) $([bool]$c.Host)"
            $c | Connect-Ledger | ForEach-Object IsDefault
            @(Get-LogEntry -Project p_demo).Count
            """);

        Assert.Equal(["False", "True", "3", "1", "Postgres True True True", "True", "3"], Texts(result));
    }

    [ServerFact]
    public void A_log_goes_to_files_and_to_a_directory_with_its_numbers_and_times()
    {
        ScriptResult result = Session.Run(
            """
            1..2500 | Add-LogEntry -Project p_demo
            (Export-Log -Project p_demo -Log history -Path history.jsonl).Count
            $null = New-LedgerProject p_demo -Root data
            Export-Log -Project p_demo -Log history -DestinationRoot data | ForEach-Object { "$($_.Count) $($_.Written)" }
            Export-Log -Project p_demo -Log history -DestinationRoot data | ForEach-Object { "$($_.Count) $($_.Written)" }
            $there = Get-LogEntry -Project p_demo
            $here = Get-LogEntry -Project p_demo -Root data
            @($there.Timestamp) -join ' ' -ceq (@($here.Timestamp) -join ' ')
            @($there.Data) -join ' ' -ceq (@($here.Data) -join ' ')
            """);

        Assert.Equal(["2500", "2500 2500", "2500 0", "True", "True"], Texts(result));
    }

    [ServerFact]
    public void A_log_comes_from_files_and_from_a_directory_with_its_numbers_and_times()
    {
        ScriptResult result = Session.Run(
            """
            $null = New-LedgerProject p_demo -Root data
            1..2500 | Add-LogEntry -Project p_demo -Root data
            $null = Export-Log -Project p_demo -Log history -Root data -Path history.jsonl
            (Export-Log -Project p_demo -Log history -Root data -DestinationRoot $c.Root).Written
            (Export-Log -Project p_demo -Log history -Root data -DestinationRoot $c.Root).Written
            (Import-Log history.jsonl -Project p_demo -Log imported -PassThru).Written
            $here = Get-LogEntry -Project p_demo -Root data
            foreach ($log in 'history', 'imported') {
                $there = Get-LogEntry -Project p_demo -Log $log
                (@($there.Timestamp) -join ' ') -ceq (@($here.Timestamp) -join ' ') -and (@($there.Data) -join ' ') -ceq (@($here.Data) -join ' ')
            }
            """);

        Assert.Equal(["2500", "0", "2500", "True", "True"], Texts(result));
    }

    [ServerFact]
    public void A_project_goes_to_a_directory_and_comes_back_as_it_was()
    {
        ScriptResult result = Session.Run(
            """
            1..100 | Add-LogEntry -Project p_demo
            $null = Limit-Log -Project p_demo -Log history -KeepLast 10 -Confirm:$false
            Set-JsonKv settings 'dark' -Project p_demo
            $first = Copy-LedgerProject p_demo -DestinationRoot data
            "$($first.Logs) $($first.Entries) $($first.Documents)"
            $second = Copy-LedgerProject p_demo -Root data -DestinationRoot $c.Root -DestinationProject p_back
            "$($second.Logs) $($second.Entries) $($second.Documents)"
            (Get-LogEntry -Project p_back).Seq -join ' '
            (Get-JsonKv settings -Project p_back).Data
            """);

        Assert.Equal(["1 10 1", "1 10 1", "91 92 93 94 95 96 97 98 99 100", "dark"], Texts(result));
    }

    [ServerFact]
    public void Tab_offers_what_the_database_holds()
    {
        Session.Run("1 | Add-LogEntry -Project p_demo -Log audit; 1 | Add-LogEntry -Project p_demo -Log run -Key r1; Set-JsonKv settings 1 -Project p_demo").AssertNoErrors();

        Assert.Equal(["p_demo"], Session.Complete("Get-Log -Project p"));
        Assert.Equal(["audit", "run"], Session.Complete("Get-LogEntry -Project p_demo -Log "));
        Assert.Equal(["r1"], Session.Complete("Get-LogEntry -Project p_demo -Log run -Key "));
        Assert.Equal(["settings"], Session.Complete("Get-JsonKv -Project p_demo -Key s"));
        Assert.Equal(["p_demo"], Session.Complete("Get-Log -Root $c.Root -Project p"));
    }

    [ServerFact]
    public async Task Following_a_log_ends_with_the_pipeline_and_leaves_the_connection()
    {
        Session.Run("1 | Add-LogEntry -Project p_demo").AssertNoErrors();
        await using (RunningScript watching = Session.Start("Watch-Log -Project p_demo -Since 0"))
        {
            await watching.ReceiveAsync(1);
            await watching.StopAsync();
        }

        Assert.Equal(["1"], Texts(Session.Run("(Get-LogEntry -Project p_demo).Data")));
    }

    [ServerFact]
    public void A_connection_that_ends_under_a_command_is_an_error_that_says_so() =>
        Session.Run("1..2500 | Add-LogEntry -Project p_demo; Get-LogEntry -Project p_demo | ForEach-Object { Disconnect-Ledger } | Out-Null")
            .AssertError("NotConnected", ErrorCategory.ConnectionError, "Connect-Ledger");

    [ServerFact]
    public void What_the_server_refuses_is_told_without_a_secret()
    {
        ScriptResult result = Session.Run("Connect-Ledger -ConnectionString ($text -replace 'Database=[^;]+', 'Database=zz_none')");

        ErrorRecord error = result.AssertError("StorageFailed", ErrorCategory.ObjectNotFound, "3D000");
        string password = new Npgsql.NpgsqlConnectionStringBuilder(ConnectionString).Password ?? "no password";
        Assert.DoesNotContain(password, Visible.Text(error), StringComparison.Ordinal);
        Assert.DoesNotContain(password, Visible.Text(Session.Run("$Error; Get-LedgerConnection; $c")), StringComparison.Ordinal);
    }
}
