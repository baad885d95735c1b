using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

public abstract class TruncateContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Fact]
    public async Task Of_1_to_5_truncating_before_3_removes_three_and_keeps_4_and_5()
    {
        await FillAsync(5);
        Assert.Equal(new TruncateResult(3), await Log.TruncateBeforeAsync(3));
        Assert.Equal(Events(4, 5), (await ReadAsync()).Select(e => e.Data));
        Assert.Equal([4, 5], RivalProject.Log(Definitions.History).Read().Select(e => e.Seq));
    }

    [Theory]
    [InlineData(0, 0, "4 5")]
    [InlineData(2, 0, "4 5")]
    [InlineData(3, 0, "4 5")]
    [InlineData(4, 1, "5")]
    [InlineData(5, 2, "")]
    [InlineData(6, 2, "")]
    [InlineData(long.MaxValue, 2, "")]
    public async Task Truncating_again_removes_only_what_is_still_there(long seq, long removed, string kept)
    {
        await FillAsync(5);
        await Log.TruncateBeforeAsync(3);
        Assert.Equal(new TruncateResult(removed), await Log.TruncateBeforeAsync(seq));
        Assert.Equal(kept, string.Join(' ', await ReadSeqsAsync()));
        Assert.Equal(new AppendResult(6, 6), await Log.AppendAsync(Event(6)));
    }

    [Fact]
    public async Task Truncating_an_untouched_log_removes_nothing_and_makes_no_log()
    {
        Assert.Equal(new TruncateResult(0), await Log.TruncateBeforeAsync(10));
        Assert.Empty(await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
        Assert.Equal(new AppendResult(1, 1), await Log.AppendAsync(Event(1)));
    }

    [Fact]
    public async Task A_batch_may_be_cut_in_the_middle()
    {
        await Log.AppendBatchAsync(Events(1, 3));
        await Log.AppendBatchAsync(Events(4, 9));
        await Log.TruncateBeforeAsync(6);
        await Log.AppendBatchAsync(Events(10, 11));
        Assert.Equal(Events(7, 11), (await ReadAsync()).Select(e => e.Data));
    }

    [Fact]
    public async Task A_log_whose_entries_were_all_truncated_is_still_listed()
    {
        await FillAsync(2);
        await Log.TruncateBeforeAsync(2);
        Assert.Equal(["history"], await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task Deleting_a_log_removes_it_with_its_count()
    {
        Assert.False(await Log.DeleteAsync());
        await FillAsync(5);
        await Log.TruncateBeforeAsync(5);
        Assert.True(await Log.DeleteAsync());
        Assert.False(await Log.DeleteAsync());
        Assert.Empty(await ReadAsync());
        Assert.Empty(await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
        Assert.Equal(new AppendResult(1, 1), await Log.AppendAsync(Event(1)));
        Assert.Equal(Event(1), Assert.Single(await ReadAsync()).Data);
    }

    [Fact]
    public async Task A_number_of_a_deleted_log_is_LogRewoundException()
    {
        await FillAsync(5);
        await Log.DeleteAsync();
        await Assert.ThrowsAsync<LogRewoundException>(() => ReadAsync(new() { SinceSeq = 5 }));
        await Log.AppendAsync(Event(1));
        await Assert.ThrowsAsync<LogRewoundException>(() => ReadAsync(new() { SinceSeq = 5 }));
    }

    [Fact]
    public async Task Racing_truncations_remove_each_entry_once()
    {
        await FillAsync(100);
        AppendLog<RunEvent>[] handles = [Log, RivalProject.Log(Definitions.History)];
        TruncateResult[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n =>
            Task.Run(async () => await handles[n % 2].TruncateBeforeAsync((n % 10 * 10) + 5))));
        Assert.Equal(95, results.Sum(r => r.Removed));
        Assert.Equal(Seqs(96, 100), await ReadSeqsAsync());
    }
}
