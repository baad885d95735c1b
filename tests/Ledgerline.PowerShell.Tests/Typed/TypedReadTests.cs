using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests.Typed;

/// <summary><c>Get-RunEvent</c> and <c>Watch-RunEvent</c>, generated from a record.</summary>
public sealed class TypedReadTests : IDisposable
{
    private readonly ModuleSession _session = RunLog.Open();

    [Fact]
    public void Data_is_the_record_itself()
    {
        _session.Run("Add-RunEvent -Started -Name build -Tags a, b -Commit @{ id = 'x'; author = 'me' }; Add-RunEvent -Finished -Name build -Outcome Failed").AssertNoErrors();

        Assert.Equal("TypedModule.RunEvent+Started", _session.Run("(Get-RunEvent)[0].Data.GetType().FullName").TheOnlyOutput());
        Assert.Equal("me b", _session.Run("$d = (Get-RunEvent)[0].Data; \"$($d.Commit.Author) $($d.Tags[1])\"").TheOnlyOutput());
        Assert.Equal("Failed", _session.Run("(Get-RunEvent | Where-Object { $_.Data.Outcome }).Data.Outcome").TheOnlyOutput()!.ToString());
        Assert.Equal("""{"kind":"finished","name":"build","outcome":"Failed","exitCode":0}""", _session.Run("(Get-RunEvent -Last 1).ToJson()").TheOnlyOutput());
    }

    [Theory]
    [InlineData("Get-RunEvent", "1 2 3 4 5")]
    [InlineData("Get-RunEvent -Since 3", "4 5")]
    [InlineData("Get-RunEvent -First 2", "1 2")]
    [InlineData("Get-RunEvent -Last 2", "4 5")]
    [InlineData("Get-RunEvent -Last 2 -Descending", "5 4")]
    [InlineData("Get-RunEvent -Descending -First 1", "5")]
    [InlineData("Get-RunEvent -After ([datetimeoffset]::Now.AddHours(1))", "")]
    [InlineData("Get-RunEvent -Before ([datetimeoffset]::Now.AddHours(1))", "1 2 3 4 5")]
    [InlineData("Get-RunEvent -Key k", "1")]
    [InlineData("Watch-RunEvent -Since 0 -Count 3", "1 2 3")]
    [InlineData("Watch-RunEvent -Since 0 -Count 1 -Key k", "1")]
    public void What_is_asked_for_is_read(string script, string seqs)
    {
        _session.Run("1..5 | ForEach-Object { @{ kind = 'started'; name = \"$_\" } } | Add-RunEvent; Add-RunEvent -Started -Name x -Key k").AssertNoErrors();

        Assert.Equal(seqs, string.Join(' ', _session.Run(script).AssertNoErrors().Seqs()));
    }

    [Fact]
    public void An_entry_says_where_it_is_from()
    {
        _session.Run("Add-RunEvent -Started -Name a -Key k").AssertNoErrors();

        Assert.Equal($"p_demo k {_session.Root}", _session.Run("Get-RunEvent -Key k | ForEach-Object { \"$($_.Project) $($_.Key) $($_.Root)\" }").TheOnlyOutput());
        Assert.Equal([1], _session.Run("[pscustomobject]@{ Project = 'p_demo'; Key = 'k' } | Get-RunEvent -Since 0").AssertNoErrors().Seqs());
    }

    [Fact]
    public async Task Watching_follows_what_is_added_and_ends_at_once_on_Ctrl_C()
    {
        await using (RunningScript running = _session.OpenAnother().Start("Import-Module $Arguments[0]; Watch-RunEvent -Project p_demo -Since 0", RunLog.ModuleDirectory))
        {
            _session.Run("Add-RunEvent -Started -Name a").AssertNoErrors();
            await running.ReceiveAsync(1);
            _session.Run("Add-RunEvent -Finished -Name a").AssertNoErrors();
            await running.ReceiveAsync(2);
            Assert.Equal("a", running.Output[1].Properties["Data"].Value is { } data ? data.GetType().GetProperty("Name")!.GetValue(data) : null);
            await running.StopAsync();
        }

        Assert.Empty(OpenDescriptors.Under(_session.Root));
    }

    [Fact]
    public void Damage_is_an_error_and_is_read_around_where_asked()
    {
        _session.Run("1..3 | ForEach-Object { @{ kind = 'started'; name = \"$_\" } } | Add-RunEvent").AssertNoErrors();
        string file = _session.LogFile(log: "run");
        string[] lines = File.ReadAllLines(file);
        File.WriteAllText(file, string.Join('\n', lines[0], lines[1].Replace("\"2\"", "\"9\"", StringComparison.Ordinal), lines[2]) + "\n");

        _session.Run("Get-RunEvent").AssertError("LogCorrupt", ErrorCategory.InvalidData, "line 2", "-SkipCorrupt");
        ScriptResult skipped = _session.Run("Get-RunEvent -SkipCorrupt");
        Assert.Equal([1, 3], skipped.AssertNoErrors().Seqs());
        Assert.Contains("line 2", Assert.Single(skipped.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_of_another_shape_says_where_it_is_and_how_to_go_on()
    {
        _session.Run("Add-LogEntry -Project p_demo -Log run @{ kind = 'vanished' }").AssertNoErrors();

        _session.Run("Get-RunEvent").AssertError("EntryNotOfType", ErrorCategory.InvalidData, "entry 1", "vanished", "-Since 1");
    }

    [Fact]
    public void A_project_that_is_not_there_is_reported_and_the_others_are_read()
    {
        _session.Run("Add-RunEvent -Started -Name a").AssertNoErrors();

        ScriptResult result = _session.Run("$PSDefaultParameterValues.Clear(); [pscustomobject]@{ Project = 'p_none' }, [pscustomobject]@{ Project = 'p_demo' } | Get-RunEvent -Since 0");

        result.AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "p_none");
        Assert.Equal([1], result.Seqs());
    }

    public void Dispose() => _session.Dispose();
}
