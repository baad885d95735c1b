using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Connections;

/// <summary>Connections of a session, as far as that goes without a server.</summary>
public sealed class ConnectionTests : IDisposable
{
    private const string Postgres = "-ConnectionString 'Host=db1,db2;Port=6000;Database=app;Username=worker' -Schema audit";

    private readonly ModuleSession _session = ModuleSession.Open();

    [Fact]
    public void Commands_use_the_connection_of_the_session()
    {
        ScriptResult result = _session.Run(
            """
            (Connect-Ledger data).IsDefault
            $null = New-LedgerProject p_there
            1, 2 | Add-LogEntry -Project p_there
            (Get-LogEntry -Project p_there).Data
            (Get-LedgerProject).Root
            """);

        Assert.Equal(["True", "1", "2", PathOf("data")], result.AssertNoErrors().Output.Select(o => o!.ToString()));
        Assert.True(Directory.Exists(PathOf("data/projects/p_there")));
    }

    [Fact]
    public void A_root_of_a_command_counts_more_and_so_does_the_root_of_a_piped_object()
    {
        ScriptResult result = _session.Run(
            """
            $null = New-LedgerProject p_demo -Root here
            Add-LogEntry -Project p_demo -Root here 'here'
            $null = Connect-Ledger data
            (Get-LogEntry -Project p_demo -Root here).Data
            (Get-LedgerProject -Root here | Get-LogEntry).Data
            """);

        Assert.Equal(["here", "here"], result.AssertNoErrors().Output.Select(o => o!.ToString()));
    }

    [Fact]
    public void The_newest_connection_counts_until_it_is_ended_or_an_older_one_is_connected_again()
    {
        ScriptResult result = _session.Run(
            """
            function Show { (Get-LedgerConnection | ForEach-Object { $_.Root.Split('/')[-1] + ($_.IsDefault ? '*' : '') }) -join ' ' }
            $null = Connect-Ledger one; $null = Connect-Ledger two; $null = Connect-Ledger three; Show
            $null = Get-LedgerConnection | Where-Object Root -Like '*one' | Connect-Ledger; Show
            $null = Connect-Ledger one; Show
            Disconnect-Ledger; Show
            Disconnect-Ledger two; Show
            Get-LedgerConnection | Disconnect-Ledger; Show
            Disconnect-Ledger
            """);

        Assert.Equal(
            ["three* two one", "one* three two", "one* three two", "three* two", "three*", ""],
            result.AssertNoErrors().Output.Select(o => o!.ToString()));
    }

    [Fact]
    public void A_connection_is_its_runspaces_own()
    {
        _session.Run("Connect-Ledger data").AssertNoErrors();
        using ModuleSession other = _session.OpenAnother();

        Assert.Empty(other.Run("Get-LedgerConnection").AssertNoErrors().Output);
    }

    [Fact]
    public void Removing_the_module_ends_its_connections()
    {
        ScriptResult result = _session.Run(
            "$null = Connect-Ledger data; Remove-Module Ledgerline; Import-Module $Arguments[0]; @(Get-LedgerConnection).Count", Repository.ModuleDirectory);

        Assert.Equal(0, result.TheOnlyOutput());
    }

    [Fact]
    public void What_would_be_done_is_said_and_not_done()
    {
        Assert.Empty(_session.Run($"Connect-Ledger {Postgres} -WhatIf; Get-LedgerConnection").AssertNoErrors().Output);
        Assert.Single(_session.Run("$null = Connect-Ledger data; Disconnect-Ledger -WhatIf; Get-LedgerConnection").AssertNoErrors().Output);
    }

    [Fact]
    public void A_database_has_an_address_that_tells_where_it_is()
    {
        ScriptResult result = _session.Run($"Connect-Ledger {Postgres} -WhatIf -Verbose; New-LedgerProject p -ConnectionString 'Host=/var/run/pg;Username=a@b;Database=x y' -WhatIf -Verbose");

        Assert.Empty(result.AssertNoErrors().Output);
        _session.Run($"Disconnect-Ledger 'postgres://worker@db1:6000,db2:6000/app/audit'")
            .AssertError("NotConnected", ErrorCategory.ConnectionError, "postgres://worker@db1:6000,db2:6000/app/audit", "Connect-Ledger");
    }

    [Theory]
    [InlineData("Get-LedgerProject -Root 'postgres://worker@db/app/ledgerline'", "NotConnected", "Connect-Ledger")]
    [InlineData("Get-LedgerProject -Root 'postgres://worker:hidden@db/app/ledgerline'", "NotConnected", "'postgres://worker@db/app/ledgerline'")]
    [InlineData("Export-Log -Project p -Log l -DestinationRoot 'postgres://worker@db/app/ledgerline'", "NotConnected", "Connect-Ledger")]
    [InlineData("Get-LedgerProject -Root data -ConnectionString 'Host=db'", "ParametersExclude", "-Root and -ConnectionString")]
    [InlineData("Get-LedgerProject -Root data -Driver Postgres", "ParametersExclude", "-Driver Postgres")]
    [InlineData("Get-LedgerProject -Driver FileSystem -ConnectionString 'Host=db'", "ParametersExclude", "-Driver FileSystem")]
    [InlineData("Get-LedgerProject -Driver FileSystem -Root 'postgres://worker@db/app/ledgerline'", "ParametersExclude", "-Driver FileSystem")]
    [InlineData("Get-LedgerProject -Driver Postgres", "ConnectionStringMissing", "LEDGERLINE_CONNECTION")]
    [InlineData("Get-LedgerProject -Driver FileSystem -Schema audit", "ParametersExclude", "-Driver FileSystem")]
    [InlineData("Get-LedgerProject -Root data -Schema audit", "ParametersExclude", "-Root names a directory")]
    [InlineData("Get-LedgerProject -Schema audit", "ConnectionStringMissing", "LEDGERLINE_CONNECTION")]
    [InlineData("Get-LedgerProject -ConnectionString 'Host=db' -Schema 'a-b'", "InvalidSchema", "a-z 0-9 _")]
    [InlineData("Connect-Ledger data -Schema audit", "ParametersExclude", "-Driver Postgres")]
    [InlineData("Connect-Ledger -ConnectionString 'Database=app'", "InvalidConnectionString", "Host")]
    [InlineData("Connect-Ledger -ConnectionString 'Host=db;Nonsense=1'", "InvalidConnectionString", "keyword=value")]
    [InlineData("Connect-Ledger -ConnectionString 'Host=db;Port=many'", "InvalidConnectionString", "keyword=value")]
    [InlineData("Connect-Ledger -ConnectionString 'Host=db' -Schema 'a-b'", "InvalidSchema", "a-z 0-9 _")]
    public void What_cannot_be_meant_is_an_error_that_says_what_to_do(string script, string errorId, string words)
    {
        _session.Run("New-LedgerProject p; Add-LogEntry -Project p -Log l 1").AssertNoErrors();

        ErrorRecord error = Assert.Single(_session.Run(script).Errors);

        Assert.Equal(errorId, error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", error.ToString() + error.TargetObject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-Log -Driver ", "FileSystem,Postgres")]
    [InlineData("Connect-Ledger -Driver p", "Postgres")]
    public void Tab_offers_the_drivers(string line, string expected) => Assert.Equal(expected, string.Join(',', _session.Complete(line)));

    [Fact]
    public void Tab_offers_what_the_connection_holds()
    {
        _session.Run("$null = New-LedgerProject p_there -Root data; $null = Connect-Ledger data").AssertNoErrors();

        Assert.Equal(["p_there"], _session.Complete("Get-Log -Project p"));
        Assert.Equal([$"'{PathOf("data")}'"], _session.Complete("Disconnect-Ledger -Root "));
    }

    public void Dispose() => _session.Dispose();

    private string PathOf(string path) => Path.Combine(_session.Root, path);
}
