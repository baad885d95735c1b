namespace Ledgerline;

/// <summary>
/// Pumps a cursor into callbacks on the thread pool, each guarded on its own, so that no listener can harm another,
/// an append or the process.
/// </summary>
internal sealed class CallbackSubscription : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<Exception>? _onError;

    /// <param name="cursor">Disposed when the subscription ends.</param>
    /// <param name="moveNext">Moves the cursor; false ends the subscription.</param>
    /// <param name="deliver">Hands what is under the cursor to the listener.</param>
    /// <param name="onError">Told of what the listener threw, and of the failure that ended the subscription.</param>
    /// <param name="onCompleted">Told that the cursor ended.</param>
    public CallbackSubscription(
        IDisposable cursor,
        Func<CancellationToken, ValueTask<bool>> moveNext,
        Action deliver,
        Action<Exception>? onError,
        Action? onCompleted)
    {
        _onError = onError;
        _ = Task.Run(() => PumpAsync(cursor, moveNext, deliver, onCompleted));
    }

    /// <summary>Takes a cursor's place before a subscription is returned; one that cannot has no subscription to dispose it.</summary>
    public static void StartOrDispose(IDisposable cursor, Action start)
    {
        try
        {
            start();
        }
        catch
        {
            cursor.Dispose();
            throw;
        }
    }

    public void Dispose() => _stop.Cancel();

    private async Task PumpAsync(
        IDisposable cursor, Func<CancellationToken, ValueTask<bool>> moveNext, Action deliver, Action? onCompleted)
    {
        using (cursor)
        {
            try
            {
                while (await moveNext(_stop.Token).ConfigureAwait(false) && !_stop.IsCancellationRequested)
                {
                    Guard(deliver);
                }

                if (!_stop.IsCancellationRequested && onCompleted is not null)
                {
                    Guard(onCompleted);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // Disposed: the listener asked for silence.
            }
            catch (Exception e)
            {
                Report(e);
            }
        }
    }

    private void Guard(Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception e)
        {
            Report(e);
        }
    }

    private void Report(Exception failure)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        try
        {
            _onError?.Invoke(failure);
        }
        catch (Exception)
        {
            // The listener's own report failed: there is nobody left to tell, and nobody else may suffer.
        }
    }
}
