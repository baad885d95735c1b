using System.Management.Automation;
using System.Net;
using Ledgerline.PowerShellTests.Habits;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Connections;

/// <summary>A connection string's password appears in nothing that PowerShell shows or keeps.</summary>
[Collection(EnvironmentCollection.Name)]
public sealed class SecretTests : IDisposable
{
    private const string Variable = "LEDGERLINE_CONNECTION";

    private const string Password = "Zq77a'Zq77b;Zq77c";

    // Nothing listens there: what cannot be reached is told at once.
    private const string Unreachable = $"Host=127.0.0.1;Port=1;Database=app;Username=worker;Password=\"{Password}\"";

    /// <summary>Everything that a command puts out or leaves behind, as objects.</summary>
    private const string Everything =
        """
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $Error.Clear()
        & $Arguments[0] $Arguments[1] *>&1
        $Error
        Get-History
        Get-LedgerConnection
        """;

    private readonly ModuleSession _session = ModuleSession.Open();

    [Theory]
    [InlineData("Connect-Ledger -ConnectionString $passed")]
    [InlineData("Connect-Ledger -Driver Postgres -ConnectionString $passed -Verbose -Debug")]
    [InlineData("New-LedgerProject p_demo -ConnectionString $passed -WhatIf")]
    [InlineData("Connect-Ledger -ConnectionString $passed -Schema 'no good'")]
    [InlineData("Connect-Ledger -ConnectionString $passed -NoSuchParameter")]
    [InlineData("Connect-Ledger -ConnectionString \"Nonsense;$passed\"")]
    [InlineData("Connect-Ledger -ConnectionString ($passed, $passed)")]
    [InlineData("Get-Log -Root data -ConnectionString $passed")]
    [InlineData("Get-Log -Root 'postgres://other/app/ledgerline' -ConnectionString $passed")]
    [InlineData("$all = @{ ConnectionString = $passed }; Connect-Ledger @all")]
    public void A_string_in_a_variable_is_shown_nowhere(string script) => AssertHidden(script, Unreachable);

    [Theory]
    [InlineData("Connect-Ledger -ConnectionString $passed -Verbose -Debug")]
    public void A_SecureString_is_shown_nowhere(string script) => AssertHidden(script, new NetworkCredential("", Unreachable).SecurePassword);

    [Theory]
    [InlineData("Connect-Ledger -ConnectionString 'Host=127.0.0.1;Port=1;Database=app' -Credential $passed -Verbose -Debug")]
    public void A_credential_is_shown_nowhere(string script) =>
        AssertHidden(script, new PSCredential("worker", new NetworkCredential("", Password).SecurePassword));

    [Theory]
    [InlineData("Connect-Ledger -Verbose -Debug")]
    [InlineData("Connect-Ledger -Driver Postgres -Schema 'no good'")]
    [InlineData("Get-Log -Root 'postgres://other/app/ledgerline'")]
    [InlineData("New-LedgerProject p_demo -WhatIf")]
    public void A_string_in_the_environment_is_shown_nowhere(string script)
    {
        Environment.SetEnvironmentVariable(Variable, Unreachable);

        AssertHidden(script, null);
    }

    [Fact]
    public void An_environment_that_is_not_understood_is_shown_nowhere()
    {
        Environment.SetEnvironmentVariable(Variable, $"postgresql://worker:{Password}@db/app");

        AssertHidden("Connect-Ledger; Get-Log", null);
    }

    [Theory]
    [InlineData("Connect-Ledger -ConnectionString 'Host=127.0.0.1;Port=1;Username=worker;Password={0}'")]
    [InlineData("Connect-Ledger -ConnectionString \"Host=127.0.0.1;Port=1;Pwd = '{0}'\"")]
    [InlineData("$text = 'Host=127.0.0.1;Port=1;PSW={0}'; Get-Log -ConnectionString $text")]
    [InlineData("Get-Log `\n -ConnectionString 'Host=127.0.0.1;Port=1;Password={0}'")]
    [InlineData("Export-Log -Project p_demo -Log l -DestinationConnectionString 'Host=127.0.0.1;Port=1;Password={0}'")]
    public void A_password_in_the_command_line_is_refused_without_being_repeated(string script)
    {
        const string Typed = "typed-77";

        ScriptResult result = _session.Run(string.Format(null, script, Typed));

        ErrorRecord error = result.AssertError("SecretExposed", ErrorCategory.SecurityError, "LEDGERLINE_CONNECTION", "-Credential", "Nothing was done");
        Assert.Contains("-", error.InvocationInfo.Line, StringComparison.Ordinal);
        Assert.DoesNotContain(Typed, Visible.Text(error), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_line_without_a_password_is_not_refused() => Assert.Equal(
        "StorageFailed",
        Assert.Single(_session.Run("Connect-Ledger -ConnectionString 'Host=127.0.0.1;Port=1;Username=worker'").Errors).FullyQualifiedErrorId.Split(',')[0]);

    [Fact]
    public void A_string_that_is_not_understood_is_not_repeated_either()
    {
        ErrorRecord error = Assert.Single(_session.Run("Connect-Ledger -ConnectionString 'postgres://worker:typed-77@db/app'").Errors);

        Assert.Equal("InvalidConnectionString", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.DoesNotContain("typed-77", Visible.Text(error), StringComparison.Ordinal);
    }

    [Fact]
    public void Tab_offers_and_remembers_nothing_of_it()
    {
        Environment.SetEnvironmentVariable(Variable, Unreachable);

        Assert.DoesNotContain(Password, string.Join('\n', (string[])[.. _session.Complete("Get-Log -Project "), .. _session.Complete("Connect-Ledger -ConnectionString "), .. _session.Complete("Disconnect-Ledger -Root ")]), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, Visible.Text(_session.Run("$Error").Output), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _session.Dispose();
    }

    private void AssertHidden(string script, object? passed)
    {
        ScriptResult result = _session.Run(Everything, ScriptBlock.Create($"param($passed) try {{ {script} }} catch {{ $_ }}"), passed);

        string all = Visible.Text(result);
        Assert.NotEqual("", all.Trim());
        foreach (string part in Password.Split('\'', ';'))
        {
            Assert.DoesNotContain(part, all, StringComparison.Ordinal);
        }
    }
}
