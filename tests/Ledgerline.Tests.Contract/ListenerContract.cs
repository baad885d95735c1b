using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>The callback form of subscriptions.</summary>
public abstract class ListenerContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private readonly Inbox<long> _inbox = new();
    private readonly Inbox<Exception> _failures = new();

    [Fact]
    public async Task Entries_come_in_order_and_one_at_a_time()
    {
        await FillAsync(50);
        int running = 0;
        int mostAtOnce = 0;
        using IDisposable subscription = Log.Subscribe(
            entry =>
            {
                mostAtOnce = Math.Max(mostAtOnce, Interlocked.Increment(ref running));
                _inbox.Add(entry.Seq);
                Interlocked.Decrement(ref running);
            },
            sinceSeq: 10);
        await Log.AppendBatchAsync(Events(51, 100));
        Assert.Equal(Seqs(11, 100), await _inbox.TakeAsync(90, Deadline));
        Assert.Equal(1, mostAtOnce);
    }

    [Fact]
    public async Task Without_a_number_a_listener_is_live_from_the_return_of_the_call()
    {
        await FillAsync(3);
        using IDisposable subscription = Log.Subscribe(entry => _inbox.Add(entry.Seq));
        await Log.AppendAsync(Event(4));
        Assert.Equal(4, await _inbox.TakeAsync(Deadline));
    }

    [Fact]
    public async Task A_listener_that_blocks_delays_neither_appends_nor_other_listeners()
    {
        using var gate = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource();
        using IDisposable blocking = Log.Subscribe(
            _ =>
            {
                blocked.TrySetResult();
                gate.Wait(Deadline);
            });
        using IDisposable free = Log.Subscribe(entry => _inbox.Add(entry.Seq));
        await Log.AppendAsync(Event(1));
        await blocked.Task.WaitAsync(Deadline);
        await Log.AppendBatchAsync(Events(2, 20));
        Assert.Equal(Seqs(1, 20), await _inbox.TakeAsync(20, Deadline));
        Assert.False(gate.IsSet);
        gate.Set();
    }

    [Fact]
    public async Task A_disposed_subscription_calls_no_more_while_others_go_on()
    {
        Inbox<long> disposed = new();
        using (Log.Subscribe(entry => disposed.Add(entry.Seq)))
        {
            await Log.AppendAsync(Event(1));
            Assert.Equal(1, await disposed.TakeAsync(Deadline));
        }

        using IDisposable other = Log.Subscribe(entry => _inbox.Add(entry.Seq));
        await Log.AppendBatchAsync(Events(2, 10));
        Assert.Equal(Seqs(2, 10), await _inbox.TakeAsync(9, Deadline));
        Assert.Empty(disposed.TakeAll());
    }

    [Fact]
    public async Task An_entry_that_does_not_fit_its_type_is_reported_and_the_subscription_goes_on()
    {
        using IDisposable subscription = Log.Subscribe(entry => _inbox.Add(entry.Seq), 0, _failures.Add);
        await Log.AppendAsync(Event(1));
        await RawLog.AppendAsync(JsonPayload.Parse("\"two\""));
        await Log.AppendAsync(Event(3));
        Assert.Equal([1, 3], await _inbox.TakeAsync(2, Deadline));
        Assert.Equal(2, Assert.IsType<LogDataException>(await _failures.TakeAsync(Deadline)).Seq);
    }

    [Fact]
    public async Task The_failure_that_ends_a_subscription_is_reported_to_it()
    {
        await FillAsync(5);
        using IDisposable subscription = Log.Subscribe(entry => _inbox.Add(entry.Seq), 0, _failures.Add);
        await _inbox.TakeAsync(5, Deadline);
        await Log.DeleteAsync();
        Assert.IsType<LogRewoundException>(await _failures.TakeAsync(Deadline));
    }

    [Fact]
    public async Task A_listener_is_told_once_that_the_driver_was_disposed()
    {
        Inbox<string> calls = new();
        using IDisposable subscription = Log.Subscribe(
            entry => calls.Add($"{entry.Seq}"), 0, e => calls.Add(e.Message), () => calls.Add("completed"));
        await FillAsync(2);
        Assert.Equal(["1", "2"], await calls.TakeAsync(2, Deadline));
        await Driver.DisposeAsync();
        Assert.Equal("completed", await calls.TakeAsync(Deadline));
        Assert.Empty(calls.TakeAll());
    }
}
