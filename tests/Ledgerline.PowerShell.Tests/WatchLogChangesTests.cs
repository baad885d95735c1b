using System.Diagnostics;
using System.Management.Automation;
using System.Numerics;
using Ledgerline.PowerShellTests.Hosting;

namespace Ledgerline.PowerShellTests;

/// <summary><c>Watch-Log</c> follows a log through all that may become of it.</summary>
public sealed class WatchLogChangesTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.OpenWithProject();
    private readonly ModuleSession _other;

    public WatchLogChangesTests() => _other = _session.OpenAnother();

    [Fact]
    public async Task Entries_that_were_truncated_before_they_were_read_are_told_and_it_goes_on()
    {
        await using RunningScript watching = await WatchThreeAsync();

        Replace(Lines(61, 62));
        await watching.ReceiveAsync(5);

        Assert.Equal([1L, 2L, 3L, 61L, 62L], watching.Seqs);
        Assert.Contains("4 to 60 were truncated", Assert.Single(watching.Warnings), StringComparison.Ordinal);
        _other.Run("Add-LogEntry -Project p_demo 63").AssertNoErrors();
        await watching.ReceiveAsync(6);
        Assert.Equal(63L, watching.Seqs.Last());
        Assert.True(watching.IsRunning);
    }

    [Fact]
    public async Task A_log_that_is_removed_and_begun_again_is_followed_from_its_start()
    {
        await using RunningScript watching = await WatchThreeAsync();

        File.Delete(_session.LogFile());
        await watching.UntilAsync(() => watching.Warnings.Count > 0);
        _other.Run("'new' | Add-LogEntry -Project p_demo").AssertNoErrors();
        await watching.ReceiveAsync(4);

        Assert.Equal([1L, 2L, 3L, 1L], watching.Seqs);
        Assert.Contains("begun again or replaced", Assert.Single(watching.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_is_replaced_by_another_one_is_followed_from_its_start()
    {
        await using RunningScript watching = await WatchThreeAsync();

        Replace(Lines(1, 4, "other"));
        await watching.ReceiveAsync(7);

        Assert.Equal([1L, 2L, 3L, 1L, 2L, 3L, 4L], watching.Seqs);
        Assert.Single(watching.Warnings);
    }

    [Theory]
    [InlineData(10, "LogTruncated")]
    [InlineData(99, "LogRewound")]
    public void A_number_that_does_not_fit_at_the_beginning_is_an_error(long since, string errorId)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_session.LogFile())!);
        File.WriteAllText(_session.LogFile(), Lines(61, 62));

        ScriptResult result = _session.Run("Watch-Log -Project p_demo -Since $Arguments[0]", since);

        result.AssertError(errorId, ErrorCategory.InvalidArgument);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task It_ends_when_the_log_is_completed()
    {
        await using RunningScript watching = await WatchThreeAsync();

        Seal(3);
        await watching.CompleteAsync();

        Assert.Equal([1L, 2L, 3L], watching.Seqs);
        Assert.Empty(watching.Errors);
    }

    [Theory]
    [InlineData("0.3")]
    [InlineData("0:0:0.3")]
    [InlineData("([timespan]::FromMilliseconds(300))")]
    public void It_ends_after_its_time(string timeout)
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();
        var watch = Stopwatch.StartNew();

        ScriptResult result = _session.Run($"Watch-Log -Project p_demo -Since 0 -Timeout {timeout}").AssertNoErrors();

        Assert.Equal([1L, 2L, 3L], result.Seqs());
        Assert.True(watch.Elapsed >= TimeSpan.FromMilliseconds(290), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_time_that_nothing_can_wait_for_is_refused() =>
        _session.Run("Watch-Log -Project p_demo -Timeout -1").AssertError("ParameterArgumentValidationError", ErrorCategory.InvalidData, "Timeout");

    [Fact]
    public void Its_times_count_for_each_log_of_the_pipeline()
    {
        _session.Run("1 | Add-LogEntry -Project p_demo; 2 | Add-LogEntry -Project p_demo -Log run -Key a").AssertNoErrors();

        ScriptResult result = _session.Run("""
            [pscustomobject]@{ Project = 'p_demo' }, [pscustomobject]@{ Project = 'p_none' }, [pscustomobject]@{ Project = 'p_demo'; Log = 'run'; Key = 'a' } |
                Watch-Log -Since 0 -Count 1 | ForEach-Object Data
            """);

        result.AssertError("ProjectNotFound", ErrorCategory.ObjectNotFound, "p_none");
        Assert.Equal([1L, 2L], result.Output.Select(data => data!.BaseObject));
    }

    [Fact]
    public void It_works_in_parallel()
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo").AssertNoErrors();

        ScriptResult result = _session.Run("""
            $module = $Arguments[0]
            $root = $Arguments[1]
            1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {
                Import-Module $using:module
                Watch-Log -Root $using:root -Project p_demo -Since 0 -Count 3
            }
            """, Repository.ModuleDirectory, _session.Root).AssertNoErrors();

        Assert.Equal([1L, 1L, 1L, 1L, 2L, 2L, 2L, 2L, 3L, 3L, 3L, 3L], result.Seqs().Order());
    }

    public void Dispose()
    {
        _other.Dispose();
        _session.Dispose();
    }

    private static string Lines(int first, int last, string data = "x") => string.Concat(
        Enumerable.Range(first, last - first + 1).Select(n => $$"""{"seq":{{n}},"ts":1,"data":"{{data}}"}""" + "\n"));

    /// <summary>Follows the log, of which three entries have come out.</summary>
    private async Task<RunningScript> WatchThreeAsync()
    {
        _session.Run("1..3 | Add-LogEntry -Project p_demo -BatchSize 1").AssertNoErrors();
        RunningScript watching = _session.Start("Watch-Log -Project p_demo -Since 0");
        await watching.ReceiveAsync(3);
        return watching;
    }

    private void Replace(string content)
    {
        string file = _session.LogFile() + ".new";
        File.WriteAllText(file, content);
        File.Move(file, _session.LogFile(), overwrite: true);
    }

    /// <summary>As another process does that completes the log.</summary>
    private void Seal(long lastSeq)
    {
        string head = $$"""{"seq":{{lastSeq}},"ts":{{DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}},"completed":true""";
        uint crc = ~head.Aggregate(uint.MaxValue, static (crc, c) => BitOperations.Crc32C(crc, (byte)c));
        string file = _session.LogFile() + ".head";
        File.WriteAllText(file + ".new", $$"""{{head}},"crc":"{{crc:x8}}"}""" + "\n");
        File.Move(file + ".new", file, overwrite: true);
    }
}
