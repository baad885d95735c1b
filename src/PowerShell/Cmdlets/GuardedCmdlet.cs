using System.Management.Automation;
using Ledgerline.PowerShell.Errors;

namespace Ledgerline.PowerShell;

/// <summary>What all cmdlets share: failures become error records, and Ctrl+C becomes a cancelled token.</summary>
public abstract class GuardedCmdlet : PSCmdlet, IDisposable
{
    private const int TickMilliseconds = 200;

    // Never disposed: Ctrl+C may come at any time, and a source without a timer holds nothing.
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled by Ctrl+C.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Frees what the cmdlet holds. Called by PowerShell, also where the pipeline was stopped.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(ProcessInput);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(ProcessEnd);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => _stopping.Cancel();

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Called for each object of the pipeline, or once.</summary>
    private protected abstract void ProcessInput();

    /// <summary>Called when the pipeline ended by itself.</summary>
    private protected virtual void ProcessEnd()
    {
    }

    /// <summary>A failure as PowerShell reports it, or null for one that is not ours to describe.</summary>
    private protected virtual ErrorRecord? Describe(Exception exception) => ErrorRecords.From(exception, null);

    /// <summary>
    /// Does something to one of several targets: its failure is reported, without ending the command, and the others
    /// follow.
    /// </summary>
    /// <returns>Whether it succeeded.</returns>
    private protected bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && Describe(e) is { } error)
        {
            WriteError(error);
            return false;
        }
    }

    /// <summary>Waits on the pipeline thread: the runtime never comes back to it, so nothing can deadlock.</summary>
    private protected static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}(Task{T})"/>
    private protected static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="Wait{T}(Task{T})"/>
    private protected static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    /// <summary>Waits, and calls <paramref name="onTick"/> a few times a second meanwhile, to show progress.</summary>
    private protected static T Wait<T>(Task<T> task, Action onTick)
    {
        while (!((IAsyncResult)task).AsyncWaitHandle.WaitOne(TickMilliseconds))
        {
            onTick();
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>
    /// The same for work that holds something: it has ended when this returns, also where showing progress ended the
    /// pipeline.
    /// </summary>
    private protected T Wait<T>(Func<CancellationToken, Task<T>> start, Action onTick)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        Task<T> work = start(ending.Token);
        try
        {
            return Wait(work, onTick);
        }
        finally
        {
            ending.Cancel();
            work.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        }
    }

    /// <summary>Does something whose failure ends the command, as an error that tells what to do.</summary>
    private protected void Guard(Action process)
    {
        ErrorRecord error;
        try
        {
            process();
            return;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception e) when (Describe(e) is { } record)
        {
            error = record;
        }

        ThrowTerminatingError(error);
    }
}
