using System.Runtime.InteropServices;
using System.Text;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>What holds for every enumeration of a log, and for what it returned.</summary>
public abstract class EnumerationContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Payloads_stay_as_they_were_when_the_reader_has_moved_on(bool reverse)
    {
        string[] written = [.. Enumerable.Range(1, 2000).Select(n => $"{{\"n\":{n},\"text\":\"{new string((char)('a' + (n % 26)), n % 50 == 0 ? 20_000 : n % 97)}\"}}")];
        await RawLog.AppendBatchAsync(written.Select(JsonPayload.Parse));

        List<LogEntry<JsonPayload>> read = await RawLog.ReadAsync(new() { Reverse = reverse }, Deadline).ToListAsync(Deadline);
        List<LogEntry<JsonPayload>> readNow = [.. RawLog.Read(new() { Reverse = reverse })];
        List<LogEntry<JsonPayload>> followed = await RawLog.SubscribeAsync(0, null, Deadline).Take(written.Length).ToListAsync(Deadline);

        IEnumerable<string> expected = reverse ? written.Reverse() : written;
        Assert.Equal(expected, read.Select(e => e.Data.ToString()));
        Assert.Equal(expected, readNow.Select(e => e.Data.ToString()));
        Assert.Equal(written, followed.Select(e => e.Data.ToString()));
    }

    [Fact]
    public async Task A_clone_has_memory_of_its_own()
    {
        await FillAsync(3);
        JsonPayload read = (await RawLog.ReadAsync(cancellationToken: Deadline).ToListAsync(Deadline))[1].Data;
        JsonPayload clone = read.Clone();
        Assert.Equal(read, clone);
        Assert.True(MemoryMarshal.TryGetArray(clone.Utf8, out ArraySegment<byte> memory));
        Assert.Equal(Encoding.UTF8.GetByteCount(read.ToString()), memory.Array!.Length);
        Assert.Equal("null", default(JsonPayload).Clone().ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_enumeration_begins_anew_at_its_first_move(bool follows)
    {
        IAsyncEnumerable<LogEntry<RunEvent>> entries = follows ? Log.SubscribeAsync(0) : Log.ReadAsync();
        await FillAsync(2);
        await using IAsyncEnumerator<LogEntry<RunEvent>> first = entries.GetAsyncEnumerator(Deadline);
        await using IAsyncEnumerator<LogEntry<RunEvent>> second = entries.GetAsyncEnumerator(Deadline);
        Assert.True(await first.MoveNextAsync());
        await Log.TruncateBeforeAsync(2);
        await Log.AppendAsync(Event(3));
        Assert.True(await second.MoveNextAsync());
        Assert.Equal((1, 3), (first.Current.Seq, second.Current.Seq));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Either_token_ends_an_enumeration_between_two_entries(bool cancelsFirst, bool hasBoth)
    {
        await FillAsync(3);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        IAsyncEnumerable<LogEntry<RunEvent>>[] all = [
            Log.ReadAsync(null, cancelsFirst || hasBoth ? first.Token : default),
            Log.SubscribeAsync(0, null, cancelsFirst || hasBoth ? first.Token : default)];
        List<IAsyncEnumerator<LogEntry<RunEvent>>> begun = [];
        foreach (IAsyncEnumerable<LogEntry<RunEvent>> entries in all)
        {
            begun.Add(entries.GetAsyncEnumerator(!cancelsFirst || hasBoth ? second.Token : default));
            Assert.True(await begun[^1].MoveNextAsync());
        }

        await (cancelsFirst ? first : second).CancelAsync();
        foreach (IAsyncEnumerator<LogEntry<RunEvent>> entries in begun)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await entries.MoveNextAsync());
            Assert.False(await entries.MoveNextAsync());
            await entries.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_failure_comes_by_the_task_and_ends_the_enumeration()
    {
        await FillAsync(2);
        await RawLog.AppendAsync(JsonPayload.Parse("17"));
        await FillAsync(1);
        await using IAsyncEnumerator<LogEntry<RunEvent>> entries = Log.ReadAsync().GetAsyncEnumerator(Deadline);
        Assert.Equal([1, 2], await TakeAsync(entries, 2));
        ValueTask<bool> move = entries.MoveNextAsync();
        LogDataException failure = await Assert.ThrowsAsync<LogDataException>(async () => await move);
        Assert.Equal(3, failure.Seq);
        Assert.False(await entries.MoveNextAsync());

        await using IAsyncEnumerator<LogEntry<RunEvent>> above = Log.ReadAsync(new() { SinceSeq = 99 }).GetAsyncEnumerator(Deadline);
        move = above.MoveNextAsync();
        await Assert.ThrowsAsync<LogRewoundException>(async () => await move);
        Assert.False(await above.MoveNextAsync());
    }

    [Fact]
    public async Task Disposing_before_beside_and_after_a_move()
    {
        await FillAsync(1);
        IAsyncEnumerator<LogEntry<RunEvent>> untouched = Log.ReadAsync().GetAsyncEnumerator(Deadline);
        await untouched.DisposeAsync();
        Assert.False(await untouched.MoveNextAsync());

        using var cancel = new CancellationTokenSource();
        IAsyncEnumerator<LogEntry<RunEvent>> waiting = Log.SubscribeAsync(1).GetAsyncEnumerator(cancel.Token);
        ValueTask<bool> move = waiting.MoveNextAsync();
        await Assert.ThrowsAsync<NotSupportedException>(async () => await waiting.DisposeAsync());
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await move);
        await waiting.DisposeAsync();
        await waiting.DisposeAsync();
        Assert.False(await waiting.MoveNextAsync());
    }
}
