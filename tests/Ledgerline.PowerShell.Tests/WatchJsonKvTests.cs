using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

public sealed class WatchJsonKvTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();

    [Fact]
    public async Task It_follows_what_others_put_and_delete()
    {
        using ModuleSession other = _session.OpenAnother();
        other.Run("Set-JsonKv old 1 -Project p_demo").AssertNoErrors();
        await using RunningScript watching = _session.Start("Watch-JsonKv -Project p_demo -Current");
        await watching.ReceiveAsync(1);

        other.Run("Set-JsonKv new 1 -Project p_demo").AssertNoErrors();
        await watching.ReceiveAsync(2);
        other.Run("Remove-JsonKv old -Project p_demo; Set-JsonKv elsewhere 1 -Project p_demo -Set s").AssertNoErrors();
        await watching.ReceiveAsync(3);

        Assert.Equal("Put old,Put new,Delete old", string.Join(',', watching.Output));
        PSObject change = watching.Output[2];
        Assert.Equal(
            ("Delete", "old", null, "p_demo", _session.Root),
            (change.Properties["Kind"].Value.ToString(), change.Properties["Key"].Value, change.Properties["Set"].Value, change.Properties["Project"].Value, change.Properties["Root"].Value));
        Assert.InRange((DateTimeOffset)change.Properties["Time"].Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow);
        Assert.True(watching.IsRunning);
    }

    [Theory]
    [InlineData("Watch-JsonKv -Project p_demo -Count 1", "Set-JsonKv k (Get-Random) -Project p_demo")]
    [InlineData("Watch-JsonKv -Project p_demo -Set s -Count 1", "Set-JsonKv k (Get-Random) -Project p_demo -Set s")]
    [InlineData("Watch-JsonKv -Shared -Count 1", "Set-JsonKv k (Get-Random) -Shared")]
    public async Task Without_Current_it_starts_live(string watch, string put)
    {
        using ModuleSession other = _session.OpenAnother();
        put = put.Replace("(Get-Random)", "([guid]::NewGuid())", StringComparison.Ordinal);
        other.Run(put).AssertNoErrors();
        await using RunningScript watching = _session.Start(watch);

        // When it has begun to watch nobody can see from outside: put until it says so.
        await watching.UntilAsync(() =>
        {
            other.Run(put).AssertNoErrors();
            return !watching.IsRunning;
        });

        await watching.CompleteAsync();
        Assert.Equal("Put k", Assert.Single(watching.Output).ToString());
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Theory]
    [InlineData("-Count 2", "a1,a2")]
    [InlineData("A* -Count 2", "a1,a2")]
    [InlineData("b, a2 -Count 2", "a2,b")]
    [InlineData("none -Timeout 0.2", "")]
    [InlineData("-Timeout 0", "a1,a2,b")]
    [InlineData("-Timeout 0:0:0.2", "a1,a2,b")]
    [InlineData("-Timeout ([timespan]::FromMilliseconds(200))", "a1,a2,b")]
    public void It_ends_after_a_count_and_after_a_time(string arguments, string keys)
    {
        _session.Run("'a1', 'a2', 'b' | ForEach-Object { Set-JsonKv $_ 1 -Project p_demo }").AssertNoErrors();

        string offered = _session.Run("Watch-JsonKv -Project p_demo -Current " + arguments).AssertNoErrors().All("Key");

        // How many come in a time is the machine's affair.
        Assert.StartsWith(offered, keys, StringComparison.Ordinal);
        Assert.True(offered == keys || arguments.Contains("-Timeout", StringComparison.Ordinal), offered);
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Theory]
    [InlineData("-Timeout -1")]
    [InlineData("-Timeout 1e9")]
    [InlineData("-Timeout ([double]::NaN)")]
    [InlineData("-Timeout 1e300")]
    [InlineData("-Count 0")]
    public void A_number_that_makes_no_sense_is_refused(string arguments) =>
        Assert.StartsWith("ParameterArgument", Assert.Single(_session.Run("Watch-JsonKv -Project p_demo " + arguments).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Theory]
    [InlineData("Watch-JsonKv -Project p_demo -Verbose")]
    [InlineData("Watch-JsonKv -Project p_demo -Current")]
    [InlineData("Watch-JsonKv -Project p_demo -Timeout 1000")]
    public async Task Ctrl_C_ends_it_while_it_waits(string script)
    {
        _session.Run("Set-JsonKv a 1 -Project p_demo").AssertNoErrors();
        await using RunningScript watching = _session.Start(script);
        await watching.ReceiveAsync(script.EndsWith("-Current", StringComparison.Ordinal) ? 1 : 0);

        await watching.StopAsync();

        Assert.Equal(PSInvocationState.Stopped, watching.State);
        Assert.Empty(watching.Errors);
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Theory]
    [InlineData("foreach ($once in 1) { Watch-JsonKv -Project p_demo -Current | ForEach-Object { $_; break } }")]
    [InlineData("Watch-JsonKv -Project p_demo -Current | ForEach-Object { $_; throw 'downstream' }")]
    public void A_downstream_that_has_enough_ends_it(string script)
    {
        _session.Run("'a', 'b' | ForEach-Object { Set-JsonKv $_ 1 -Project p_demo }").AssertNoErrors();

        Assert.Equal("a", _session.Run(script).All("Key"));
        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public async Task It_ends_when_the_project_is_deleted()
    {
        using ModuleSession other = _session.OpenAnother();
        other.Run("Set-JsonKv a 1 -Project p_demo").AssertNoErrors();
        await using RunningScript watching = _session.Start("Watch-JsonKv -Project p_demo -Current");
        await watching.ReceiveAsync(1);

        other.Run("Remove-LedgerProject p_demo -Confirm:$false").AssertNoErrors();

        await watching.CompleteAsync();
        Assert.Empty(watching.Errors);
    }

    [Fact]
    public void Changes_lead_to_their_documents()
    {
        _session.Run("'a', 'b' | ForEach-Object { Set-JsonKv $_ 1 -Project p_demo -Set s }").AssertNoErrors();

        Assert.Equal("a,b", _session.Run("Watch-JsonKv -Project p_demo -Set s -Current -Count 2 | Get-JsonKv").AssertNoErrors().All("Key"));
    }

    [Fact]
    public void A_project_that_is_not_there_is_an_error() =>
        _session.Run("Watch-JsonKv -Project p_none -Timeout 10").AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "'p_none'");

    public void Dispose() => _session.Dispose();
}
