using System.Diagnostics;
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

    /// <summary>Who might come again is waited for so many times shorter than the last transaction took.</summary>
    private const int PatienceShare = 8;

    private readonly Lock _lock = new();
    private readonly Queue<AppendRequest> _queue = [];
    private int _waiting;
    private bool _isRunning;

    public ValueTask<AppendOutcome> AddAsync(PayloadBatch payloads, AppendTerms terms, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<AppendOutcome>(cancellationToken);
        }

        try
        {
            life.Enter();
        }
        catch (ObjectDisposedException e)
        {
            return ValueTask.FromException<AppendOutcome>(e);
        }

        var request = new AppendRequest(payloads, terms);

        // Whoever leads waits for the trimming too, so nobody does where there is any.
        bool begins, leads;
        lock (_lock)
        {
            begins = !_isRunning;
            leads = begins && (terms.Retention ?? options.Retention) is null;
            _isRunning = true;
            if (!leads)
            {
                _queue.Enqueue(request);
                _waiting++;
            }
        }

        if (leads)
        {
            return LeadAsync(request);
        }

        if (begins)
        {
            _ = RunAsync();
        }

        return cancellationToken.CanBeCanceled && !request.Task.IsCompleted
            ? WaitAsync(request, cancellationToken)
            : new(request.Task);
    }

    /// <summary>Who comes alone goes alone, and its caller goes on where the answer arrives; what queued up meanwhile is on its way then.</summary>
    private async ValueTask<AppendOutcome> LeadAsync(AppendRequest request)
    {
        var group = new AppendGroup();
        group.Add(request, options);
        try
        {
            await AppendAsync(group).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            group.Fail(e);
        }

        life.Leave();
        _ = RunAsync();
        return await request.Task.ConfigureAwait(false);
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
            int count = group.Requests.Count;
            long begun = Stopwatch.GetTimestamp();
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
                for (int i = 0; i < count; i++)
                {
                    life.Leave();
                }
            }

            if (count > 1)
            {
                await GatherAsync(count, Stopwatch.GetElapsedTime(begun)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Those who shared the last transaction often come again at once. Whoever of them were first would go alone, and the others
    /// wait for that: so they are let in first, for a small part of the time that the transaction took.
    /// </summary>
    private async ValueTask GatherAsync(int count, TimeSpan took)
    {
        long begun = Stopwatch.GetTimestamp();
        TimeSpan patience = took / PatienceShare;
        while (Volatile.Read(ref _waiting) < count && Stopwatch.GetElapsedTime(begun) < patience)
        {
            await default(PoolYield);
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
                _waiting--;
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
