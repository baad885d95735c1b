using System.Management.Automation;
using System.Text.RegularExpressions;
using Ledgerline.PowerShellTests.Habits;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Connections;

/// <summary>What the environment says counts behind parameters and connections, and its contradictions are errors.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed partial class EnvironmentTests : IDisposable
{
    private const string Database = "Host=127.0.0.1;Port=1;Database=app;Username=worker;Password=hidden";

    private static readonly string[] Variables = ["LEDGERLINE_ROOT", "LEDGERLINE_DRIVER", "LEDGERLINE_CONNECTION", "LEDGERLINE_SCHEMA"];

    private readonly ModuleSession _session = ModuleSession.Open();

    [Theory]
    [InlineData("", "here")]
    [InlineData("LEDGERLINE_ROOT=there", "there")]
    [InlineData("LEDGERLINE_DRIVER=filesystem", "here")]
    [InlineData("LEDGERLINE_CONNECTION=db", "postgres://worker@127.0.0.1:1/app/ledgerline")]
    [InlineData("LEDGERLINE_CONNECTION=db LEDGERLINE_SCHEMA=audit", "postgres://worker@127.0.0.1:1/app/audit")]
    [InlineData("LEDGERLINE_CONNECTION=db LEDGERLINE_ROOT=there LEDGERLINE_DRIVER=postgres", "postgres://worker@127.0.0.1:1/app/ledgerline")]
    [InlineData("LEDGERLINE_CONNECTION=db LEDGERLINE_ROOT=there LEDGERLINE_DRIVER=FileSystem", "there")]
    [InlineData("LEDGERLINE_CONNECTION=db LEDGERLINE_ROOT=there", "DriverAmbiguous")]
    [InlineData("LEDGERLINE_DRIVER=Postgres", "ConnectionStringMissing")]
    [InlineData("LEDGERLINE_DRIVER=7", "InvalidDriver")]
    [InlineData("LEDGERLINE_DRIVER=oracle", "InvalidDriver")]
    public void Without_parameters_and_a_connection_the_environment_counts(string environment, string expected) =>
        Assert.Equal(expected, PlaceOf(environment, "New-LedgerProject p_demo"));

    [Theory]
    [InlineData("New-LedgerProject p_demo -Driver FileSystem", "there")]
    [InlineData("New-LedgerProject p_demo -Driver Postgres", "postgres://worker@127.0.0.1:1/app/ledgerline")]
    [InlineData("New-LedgerProject p_demo -Root else", "else")]
    [InlineData("New-LedgerProject p_demo -ConnectionString 'Host=h;Database=d;Username=u'", "postgres://u@h/d/ledgerline")]
    [InlineData("$null = Connect-Ledger session; New-LedgerProject p_demo", "session")]
    [InlineData("$null = Connect-Ledger session; New-LedgerProject p_demo -Driver Postgres", "postgres://worker@127.0.0.1:1/app/ledgerline")]
    [InlineData("$null = Connect-Ledger session; New-LedgerProject p_demo -Driver FileSystem", "session")]
    [InlineData("$null = Connect-Ledger session; New-LedgerProject p_demo -Root else", "else")]
    [InlineData("$null = Connect-Ledger session; New-LedgerProject p_demo -Root 'postgres://worker@127.0.0.1:1/app/ledgerline'", "postgres://worker@127.0.0.1:1/app/ledgerline")]
    [InlineData("$null = Connect-Ledger session; Disconnect-Ledger; New-LedgerProject p_demo", "DriverAmbiguous")]
    public void Parameters_count_more_and_then_the_connection(string script, string expected) =>
        Assert.Equal(expected, PlaceOf("LEDGERLINE_CONNECTION=db LEDGERLINE_ROOT=there", script));

    public void Dispose()
    {
        foreach (string variable in Variables)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        _session.Dispose();
    }

    /// <summary>Where a command would work: a directory's name below the location, or an address; or the error's id.</summary>
    private string PlaceOf(string environment, string script)
    {
        foreach (string[] variable in environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('=')))
        {
            Environment.SetEnvironmentVariable(variable[0], variable[1] == "db" ? Database : variable[1]);
        }

        // A host that cannot ask says what it would have asked: nothing is done, and no server needed.
        ErrorRecord error = Assert.Single(_session.Run(script + " -Confirm").Errors);
        Assert.DoesNotContain("hidden", error.ToString(), StringComparison.Ordinal);
        return Target().Match(error.ToString()) is not { Success: true } match ? error.FullyQualifiedErrorId.Split(',')[0]
            : match.Groups["root"].Value == _session.Root ? "here"
            : match.Groups["root"].Value.Replace(_session.Root + "/", "", StringComparison.Ordinal);
    }

    [GeneratedRegex("""Project 'p_demo' in (?<root>[^"]+)"\.""")]
    private static partial Regex Target();
}
