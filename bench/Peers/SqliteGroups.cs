using System.Threading.Channels;

namespace Ledgerline.Bench.Peers;

/// <summary>SQLite behind a channel: one transaction for all that queued up during the last one.</summary>
internal sealed class SqliteGroups : IAsyncDisposable
{
    private readonly Channel<(Tweak Tweak, TaskCompletionSource Done)> _queue =
        Channel.CreateUnbounded<(Tweak, TaskCompletionSource)>(new() { SingleReader = true });

    private readonly SqliteLog _log;
    private readonly Task _writing;

    public SqliteGroups(string directory)
    {
        _log = SqliteLog.Create(directory);
        _writing = Task.Run(WriteAsync);
    }

    public Task AppendConcurrentlyAsync(Tweak[][] shares) => Task.WhenAll(shares.Select(share => Task.Run(async () =>
    {
        foreach (Tweak tweak in share)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _queue.Writer.TryWrite((tweak, done));
            await done.Task;
        }
    })));

    public Tally Tally() => _log.Tally();

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _writing;
        await _log.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        List<(Tweak Tweak, TaskCompletionSource Done)> group = [];
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out (Tweak, TaskCompletionSource) next))
            {
                group.Add(next);
            }

            _log.AppendBatch(group.Select(member => member.Tweak));
            foreach ((_, TaskCompletionSource done) in group)
            {
                done.SetResult();
            }

            group.Clear();
        }
    }
}
