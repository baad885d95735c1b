using System.Management.Automation;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary>
/// A pipeline may be stopped at every stage, in every way: what Add-LogEntry took is in the log, once, and nothing stays
/// behind, so that others go on at once.
/// </summary>
public sealed class StopTests : IDisposable
{
    private const string Wait = "$Arguments[0].Set(); while ($true) { [System.Threading.Thread]::Sleep(5) }";

    private readonly ModuleSession _session = ModuleSession.OpenWithProject();
    private readonly ManualResetEventSlim _reached = new();
    private readonly int _watches = OpenDescriptors.Watches();

    /// <summary>Where Add-LogEntry stands when it is stopped, and how many entries it has taken.</summary>
    public static TheoryData<string, int> AddingStages => new()
    {
        { $"& {{ {Wait} }} | Add-LogEntry -Project p_demo", 0 },
        { $"& {{ 1; {Wait} }} | Add-LogEntry -Project p_demo", 1 },
        { $"& {{ 1..3; {Wait} }} | Add-LogEntry -Project p_demo -BatchSize 5", 3 },
        { $"& {{ 1..5; {Wait} }} | Add-LogEntry -Project p_demo -BatchSize 5", 5 },
        { $"& {{ 1..6; {Wait} }} | Add-LogEntry -Project p_demo -BatchSize 5", 6 },
        { $"& {{ 1..6; {Wait} }} | Add-LogEntry -Project p_demo -BatchSize 5 -Durability Buffered", 6 },
        { $"& {{ 1..6; {Wait} }} | Add-LogEntry -Project p_demo -BatchSize 5 -ExpectedLastSeq 0", 6 },
        { $"1..5 | Add-LogEntry -Project p_demo -BatchSize 5 -PassThru | ForEach-Object {{ {Wait} }}", 5 },
        { $"1..3 | Add-LogEntry -Project p_demo -PassThru | ForEach-Object {{ {Wait} }}", 3 },
    };

    /// <summary>Where the readers stand when they are stopped.</summary>
    public static TheoryData<string> ReadingStages =>
    [
        $"& {{ {Wait} }} | Get-LogEntry",
        $"Get-LogEntry -Project p_demo | ForEach-Object {{ {Wait} }}",
        $"Get-LogEntry -Project p_demo -Last 5 | ForEach-Object {{ if ($_.Seq -eq 9) {{ {Wait} }} }}",
        $"& {{ [pscustomobject]@{{ Project = 'p_demo' }}; {Wait} }} | Get-LogEntry",
        $"Get-LogEntry -Path projects/p_demo/.meta/*.jsonl | ForEach-Object {{ {Wait} }}",
        $"& {{ {Wait} }} | Watch-Log",
        $"Watch-Log -Project p_demo -Since 0 | ForEach-Object {{ {Wait} }}",
        $"Watch-Log -Project p_demo -Since 0 | ForEach-Object {{ if ($_.Seq -eq 10) {{ $Arguments[0].Set() }} }}",
        "$Arguments[0].Set(); Watch-Log -Project p_demo",
        "$Arguments[0].Set(); Watch-Log -Project p_demo -Log none -Since 0 -Timeout 3600",
    ];

    /// <summary>How another command of the pipeline ends it.</summary>
    public static TheoryData<string> Ends =>
    [
        "foreach ($once in 1) { {0} | ForEach-Object { break } }",
        "foreach ($once in 1) { {0} | ForEach-Object { if ($_.Seq -eq 10) { break } } }",
        "try { {0} | ForEach-Object { throw 'downstream' } } catch { }",
        "try { {0} | ForEach-Object { if ($_.Seq -eq 10) { throw 'downstream' } } } catch { }",
    ];

    [Theory]
    [MemberData(nameof(AddingStages))]
    public async Task Ctrl_C_loses_nothing_that_was_taken(string script, int taken)
    {
        await StopAsync(script);

        Assert.Equal(Enumerable.Range(1, taken).Select(n => $"{n}"), Stored());
        AssertNothingStays();
    }

    [Fact]
    public async Task Ctrl_C_while_the_last_batch_waits_for_its_turn_loses_nothing()
    {
        _session.Run("0 | Add-LogEntry -Project p_demo").AssertNoErrors();
        var turn = new FileStream(_session.LogFile() + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        await using (RunningScript adding = _session.Start("& { 1..3; $Arguments[0].Set() } | Add-LogEntry -Project p_demo", _reached))
        {
            await adding.UntilAsync(() => _reached.IsSet);
            Task stop = adding.StopAsync();
            await Task.Delay(50);
            Assert.Equal(["0"], Stored());
            await turn.DisposeAsync();
            await stop;
        }

        Assert.Equal(["0", "1", "2", "3"], Stored());
        AssertNothingStays();
    }

    [Theory]
    [MemberData(nameof(ReadingStages))]
    public async Task Ctrl_C_leaves_nothing_of_a_reader_behind(string script)
    {
        AddTen();

        await StopAsync(script);

        AssertNothingStays();
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Whatever_ends_the_pipeline_leaves_nothing_of_a_reader_behind(string end)
    {
        AddTen();

        foreach (string reader in new[] { "Get-LogEntry -Project p_demo", "Get-LogEntry -Path projects/p_demo/.meta/history.jsonl", "Watch-Log -Project p_demo -Since 0" })
        {
            _session.Run(end.Replace("{0}", reader, StringComparison.Ordinal)).AssertNoErrors();
            AssertNothingStays();
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Whatever_ends_the_pipeline_loses_nothing_that_was_taken(string end)
    {
        _session.Run(end.Replace("{0}", "1..30 | Add-LogEntry -Project p_demo -BatchSize 4 -PassThru", StringComparison.Ordinal)).AssertNoErrors();

        // How many were taken depends on when the first batch came out: none is missing among them.
        string[] stored = [.. Stored()];
        Assert.InRange(stored.Length, 4, 30);
        Assert.Equal(Enumerable.Range(1, stored.Length).Select(n => $"{n}"), stored);
        AssertNothingStays();
    }

    [Theory]
    [InlineData("& { throw 'upstream' } | Add-LogEntry -Project p_demo", 0)]
    [InlineData("& { 1..3; throw 'upstream' } | Add-LogEntry -Project p_demo -BatchSize 5", 3)]
    [InlineData("& { 1..5; throw 'upstream' } | Add-LogEntry -Project p_demo -BatchSize 5", 5)]
    [InlineData("& { 1..6; throw 'upstream' } | Add-LogEntry -Project p_demo -BatchSize 5 -Durability Buffered", 6)]
    public void An_error_upstream_loses_nothing_that_was_taken(string script, int taken)
    {
        Assert.Equal("upstream", Assert.Single(_session.Run(script).Errors).ToString());

        Assert.Equal(Enumerable.Range(1, taken).Select(n => $"{n}"), Stored());
        AssertNothingStays();
    }

    [Theory]
    [InlineData("& { throw 'upstream' } | Get-LogEntry", 0)]
    [InlineData("& { [pscustomobject]@{ Project = 'p_demo' }; throw 'upstream' } | Get-LogEntry", 10)]
    [InlineData("& { [pscustomobject]@{ Project = 'p_demo' }; throw 'upstream' } | Watch-Log -Since 0 -Count 10", 10)]
    public void An_error_upstream_leaves_nothing_of_a_reader_behind(string script, int count)
    {
        AddTen();

        ScriptResult result = _session.Run(script);

        Assert.Equal("upstream", Assert.Single(result.Errors).ToString());
        Assert.Equal(count, result.Output.Count);
        AssertNothingStays();
    }

    public void Dispose()
    {
        _session.Dispose();
        _reached.Dispose();
    }

    private IEnumerable<string> Stored() =>
        File.Exists(_session.LogFile()) ? StoredLog.Read(_session.LogFile()).Select(line => line.Data) : [];

    private void AddTen() => _session.Run("1..10 | Add-LogEntry -Project p_demo").AssertNoErrors();

    private async Task StopAsync(string script)
    {
        await using RunningScript running = _session.Start(script, _reached);
        await running.UntilAsync(() => _reached.IsSet);

        await running.StopAsync();

        Assert.Equal(PSInvocationState.Stopped, running.State);
        Assert.Empty(running.Errors);
    }

    /// <summary>No descriptor, no watch, and no lock: another one appends at once.</summary>
    private void AssertNothingStays()
    {
        Assert.Empty(OpenDescriptors.Under(_session.Root));

        // .NET closes a watch's descriptor on the thread that reads from it, a moment after the watch was ended.
        SpinWait.SpinUntil(() => OpenDescriptors.Watches() <= _watches, TimeSpan.FromSeconds(10));
        Assert.InRange(OpenDescriptors.Watches(), 0, _watches);
        int before = Stored().Count();
        _session.Run("'after' | Add-LogEntry -Project p_demo").AssertNoErrors();
        Assert.Equal(before + 1, Stored().Count());
    }
}
