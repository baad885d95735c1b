using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell.Logs;

/// <summary>Reads all of a log for its faults, and tells how far it has come. For the pipeline's thread.</summary>
internal sealed class LogExamination(LogTarget log, ProgressDisplay display, CancellationToken stopToken) : IProgress<LogProgress>
{
    private readonly Lock _lock = new();
    private LogProgress _progress;

    /// <summary>What was read so far.</summary>
    public LogProgress Progress
    {
        get
        {
            lock (_lock)
            {
                return _progress;
            }
        }
    }

    /// <summary>The faults, one after the other.</summary>
    /// <param name="wait">Waits for a task, and calls back meanwhile to show the progress.</param>
    public IEnumerable<Ledgerline.LogFault> Run(Func<Task<bool>, Action, bool> wait)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopToken);
        IAsyncEnumerator<Ledgerline.LogFault> faults = log.Log.VerifyAsync(this, ending.Token).GetAsyncEnumerator(CancellationToken.None);
        Task<bool> next = Task.FromResult(false);
        try
        {
            while (wait(next = faults.MoveNextAsync().AsTask(), Show))
            {
                yield return faults.Current;
            }
        }
        finally
        {
            // Showing progress may have thrown while the reading went on: only what has come to rest can be disposed.
            ending.Cancel();
            ((IAsyncResult)next).AsyncWaitHandle.WaitOne();
            faults.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <inheritdoc/>
    void IProgress<LogProgress>.Report(LogProgress value)
    {
        lock (_lock)
        {
            _progress = value;
        }
    }

    private void Show()
    {
        if (display.IsDue)
        {
            LogProgress progress = Progress;
            display.Show(
                $"{log}: {progress.BytesRead >> 20} of {progress.TotalBytes >> 20} MiB",
                progress.TotalBytes == 0 ? null : (double)progress.BytesRead / progress.TotalBytes);
        }
    }
}
