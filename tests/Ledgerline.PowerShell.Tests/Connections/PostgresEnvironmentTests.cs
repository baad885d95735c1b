using Ledgerline.PowerShellTests.Habits;

namespace Ledgerline.PowerShellTests.Connections;

/// <summary>A server without a connection of the session: by the environment, and by the parameters of one command.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class PostgresEnvironmentTests : PostgresSession
{
    [ServerFact]
    public void The_environment_and_the_parameters_of_one_command_lead_to_the_same_place()
    {
        Environment.SetEnvironmentVariable("LEDGERLINE_SCHEMA", Schema);
        try
        {
            Assert.Equal(["1", "1", "1"], Texts(Session.Run(
                """
                Disconnect-Ledger
                1 | Add-LogEntry -Project p_demo -ConnectionString $text
                (Get-LogEntry -Project p_demo -ConnectionString ([System.Net.NetworkCredential]::new('', $text).SecurePassword)).Data
                Get-LedgerProject -ConnectionString $text | Get-LogEntry -ConnectionString $text | ForEach-Object Data
                $null = New-LedgerProject p_demo -Root data
                (Export-Log -Project p_demo -Log history -ConnectionString $text -DestinationRoot data).Written
                """)));
            Environment.SetEnvironmentVariable("LEDGERLINE_CONNECTION", ConnectionString);
            Assert.Equal(["1", "1", "True"], Texts(Session.Run(
                "(Get-LogEntry -Project p_demo).Data; (Get-LogEntry -Root $c.Root -Project p_demo -Driver Postgres).Data; (Connect-Ledger).Root -eq $c.Root")));
        }
        finally
        {
            Environment.SetEnvironmentVariable("LEDGERLINE_CONNECTION", null);
            Environment.SetEnvironmentVariable("LEDGERLINE_SCHEMA", null);
        }
    }
}
