using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Ledgerline.Drivers;

namespace Ledgerline;

/// <summary>One enumeration of <see cref="LogEntries{T}"/>.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
internal sealed class LogEnumerator<T> : IAsyncEnumerator<LogEntry<T>>
{
    private readonly EntryDecoder<T> _decoder;
    private readonly CancellationTokenSource? _both;
    private readonly CancellationToken _cancellationToken;
    private Func<LogCursor>? _open;
    private LogCursor? _cursor;
    private LogEntry<T> _current;
    private bool _isWaiting;

    public LogEnumerator(
        EntryDecoder<T> decoder, Func<LogCursor> open, CancellationToken first, CancellationToken second)
    {
        _decoder = decoder;
        _open = open;
        if (first.CanBeCanceled && second.CanBeCanceled && first != second)
        {
            _both = CancellationTokenSource.CreateLinkedTokenSource(first, second);
            _cancellationToken = _both.Token;
        }
        else
        {
            _cancellationToken = first.CanBeCanceled ? first : second;
        }
    }

    public LogEntry<T> Current => _current;

    public ValueTask<bool> MoveNextAsync()
    {
        try
        {
            if (_cursor is null && !TryOpen())
            {
                return new(false);
            }

            ValueTask<bool> move = _cursor.MoveNextAsync(_cancellationToken);
            return move.IsCompletedSuccessfully ? new(Take(move.Result)) : WaitAsync(move);
        }
        catch (Exception e)
        {
            End();
            return FailAsync(e);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_isWaiting)
        {
            throw new NotSupportedException("A move is under way: await it, or cancel it, before disposing the enumerator.");
        }

        End();
        return default;
    }

    [MemberNotNullWhen(true, nameof(_cursor))]
    private bool TryOpen()
    {
        if (_open is not { } open)
        {
            return false;
        }

        _cancellationToken.ThrowIfCancellationRequested();
        _open = null;
        _cursor = open();
        return true;
    }

    private bool Take(bool moved)
    {
        if (moved)
        {
            _current = _decoder.Decode(in _cursor!.Current);
        }
        else
        {
            End();
        }

        return moved;
    }

    private async ValueTask<bool> WaitAsync(ValueTask<bool> move)
    {
        _isWaiting = true;
        try
        {
            return Take(await move.ConfigureAwait(false));
        }
        catch
        {
            End();
            throw;
        }
        finally
        {
            _isWaiting = false;
        }
    }

    /// <summary>A failure comes by the task, as from any asynchronous method.</summary>
#pragma warning disable CS1998 // Nothing to await: it is the builder that makes of the exception what callers expect.
    private static async ValueTask<bool> FailAsync(Exception failure)
#pragma warning restore CS1998
    {
        ExceptionDispatchInfo.Throw(failure);
        return false;
    }

    private void End()
    {
        _open = null;
        _cursor?.Dispose();
        _cursor = null;
        _both?.Dispose();
    }
}
