using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

public abstract class CancellationContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Theory]
    [MemberData(nameof(StorageMembers.WithToken), MemberType = typeof(StorageMembers))]
    public async Task A_member_that_is_cancelled_before_it_joins_throws_and_changes_nothing(string member)
    {
        await Log.AppendAsync(Event(1));
        await Counters.PutAsync("a", new Counter(1));
        await Project.Files.WriteAsync("a", "1");
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => StorageMembers.CallAsync(member, Project, cancelled));

        Assert.Equal(Event(1), Assert.Single(await ReadAsync()).Data);
        Assert.Equal(new AppendResult(2, 1), await Log.AppendBatchAsync([]));
        Assert.Equal(new Counter(1), ((KvGetResult<Counter>.Found)await Counters.GetAsync("a")).Value);
        Assert.Equal("1", await Project.Files.ReadAllTextAsync("a"));
    }

    [Fact]
    public async Task A_driver_member_that_is_cancelled_throws_and_changes_nothing()
    {
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Driver.CreateProjectAsync("p_new", cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Driver.ListProjectIdsAsync(cancelled).AnyAsync(CancellationToken.None));
        Assert.Equal([ProjectId], await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
    }

    [Fact]
    public async Task An_append_whose_cancellation_races_it_is_either_stored_and_acknowledged_or_neither()
    {
        List<long> acknowledged = [];
        for (int i = 0; i < 200; i++)
        {
            using var cancel = new CancellationTokenSource();
            using var start = new Barrier(2);
            Task cancelling = Task.Run(() =>
            {
                start.SignalAndWait(Deadline);
                cancel.Cancel();
            });
            try
            {
                start.SignalAndWait(Deadline);
                acknowledged.Add((await Log.AppendAsync(Event(i), Durability.Buffered, cancel.Token)).LastSeq);
            }
            catch (OperationCanceledException)
            {
                // The cancellation won; then nothing may be stored.
            }

            await cancelling;
        }

        Assert.Equal(acknowledged, await ReadSeqsAsync());
    }
}
