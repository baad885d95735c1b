using Ledgerline.Drivers;

namespace Ledgerline.Postgres;

/// <summary>
/// The appends of this process to one log: one transaction at a time, shared by what queued up during the last one. There is
/// no timer: who comes alone goes at once.
/// </summary>
internal sealed class AppendQueue(LogAppender appender, DriverLife life, PostgresDriverOptions options)
{
    /// <summary>More than this in one transaction makes nothing faster, and the others wait longer.</summary>
    private const int MostRequests = 1000;
    private const int MostBytes = 1 << 20;

    private readonly Lock _lock = new();
    private readonly Queue<AppendRequest> _queue = [];
    private bool _isRunning;

    public ValueTask<AppendOutcome> AddAsync(PayloadBatch payloads, AppendTerms terms, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendOutcome>(cancellationToken);
        }

        var request = new AppendRequest(payloads, terms);
        try
        {
            life.Enter();
        }
        catch (ObjectDisposedException e)
        {
            return ValueTask.FromException<AppendOutcome>(e);
        }

        bool begins;
        lock (_lock)
        {
            _queue.Enqueue(request);
            begins = !_isRunning;
            _isRunning = true;
        }

        if (begins)
        {
            _ = RunAsync();
        }

        return cancellationToken.CanBeCanceled && !request.Task.IsCompleted
            ? WaitAsync(request, cancellationToken)
            : new(request.Task);
    }

    private static async ValueTask<AppendOutcome> WaitAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                if (((AppendRequest)state!).TryTake())
                {
                    ((AppendRequest)state).TrySetCanceled(token);
                }
            },
            request);
        return await request.Task.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (TakeGroup() is { } group)
        {
            try
            {
                await AppendAsync(group).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                group.Fail(e);
            }
            finally
            {
                for (int i = 0; i < group.Requests.Count; i++)
                {
                    life.Leave();
                }
            }
        }
    }

    private async ValueTask AppendAsync(AppendGroup group)
    {
        if (group.Payloads.Count > 0)
        {
            await appender.AppendAsync(group).ConfigureAwait(false);
            return;
        }

        LogState log = await appender.FindAsync().ConfigureAwait(false);
        if (group.ExpectedLastSeq is { } expected && expected != log.LastSeq)
        {
            group.Conflict(log.LastSeq);
        }
        else
        {
            group.Complete(log.LastSeq + 1);
        }
    }

    /// <summary>What goes next; null where nothing waits.</summary>
    private AppendGroup? TakeGroup()
    {
        lock (_lock)
        {
            AppendGroup? group = null;
            while (_queue.TryPeek(out AppendRequest? request) && Joins(group, request))
            {
                _queue.Dequeue();
                if (!request.TryTake())
                {
                    life.Leave();
                    continue;
                }

                group ??= new AppendGroup();
                group.Add(request, options);
            }

            _isRunning = group is not null;
            return group;
        }
    }

    /// <summary>
    /// A condition is about the log as the transaction finds it, so that it can only lead a group, and goes alone: the others
    /// shall not be refused with it. What is empty writes nothing and asks only.
    /// </summary>
    private static bool Joins(AppendGroup? group, AppendRequest next) =>
        group is null
        || (group.ExpectedLastSeq is null && next.Terms.ExpectedLastSeq is null
            && group.Payloads.Count > 0 && next.Payloads.Count > 0
            && group.Requests.Count < MostRequests && group.SizeInBytes + next.Payloads.Bytes.Length <= MostBytes);
}
