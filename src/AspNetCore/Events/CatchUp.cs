using Ledgerline.Drivers;

namespace Ledgerline.AspNetCore;

/// <summary>Reads a log for one client, from where it stands to the log's end, a buffer at a time.</summary>
internal sealed class CatchUp(ILogStore store, EventFormat format) : IDisposable
{
    private const int LargestRead = 12 * 1024;

    private readonly FrameBuffer _buffer = new();
    private LogCursor? _cursor;
    private bool _isSkipping;

    /// <summary>Whether it has let go of its cursor while the client made wait, which may have been long.</summary>
    public bool IsResting { get; private set; }

    /// <summary>What the last call has read.</summary>
    public ReadOnlyMemory<byte> Events => _buffer.Written;

    /// <summary>The number behind it.</summary>
    public long Seq { get; private set; }

    /// <summary>How many entries are among it.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the next events, as many as are sent at once.</summary>
    /// <param name="seq">The number behind which to begin; the next call goes on behind the last.</param>
    /// <param name="most">How many bytes may be sent.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Whether there may be more: not at the end.</returns>
    public async ValueTask<bool> ReadAsync(long seq, int most, CancellationToken cancellationToken)
    {
        Seq = seq;
        Count = 0;
        _buffer.Clear();
        while (true)
        {
            try
            {
                _cursor ??= store.OpenReader(new LogReadOptions { SinceSeq = Seq, OnSkipped = _isSkipping ? static _ => { } : null });
                while (_isSkipping || _buffer.Length < Math.Min(most, LargestRead))
                {
                    bool hasMoved = await _cursor.MoveNextAsync(cancellationToken).ConfigureAwait(false);
                    if (!hasMoved)
                    {
                        return false;
                    }

                    format.Write(_buffer, in _cursor.Current);
                    Seq = _cursor.Current.Seq;
                    Count++;
                    if (_isSkipping)
                    {
                        // Behind the damage what is missing shall throw again, which says what it is.
                        _isSkipping = false;
                        Close();
                        _cursor = store.OpenReader(new LogReadOptions { SinceSeq = Seq });
                    }
                }

                return true;
            }
            catch (LogTruncatedException e)
            {
                ControlEvents.Truncated(_buffer, e.SinceSeq, e.FirstSeq);
                Seq = e.FirstSeq - 1;
                Close();
            }
            catch (LogCorruptException e) when (!_isSkipping)
            {
                ControlEvents.Corrupt(_buffer, Seq, e.Cause);
                _isSkipping = true;
                Close();
            }
        }
    }

    /// <summary>Lets go of the cursor, and of the buffer unless its events are still needed.</summary>
    public void Rest(bool keepsEvents)
    {
        IsResting = true;
        Close();
        if (!keepsEvents)
        {
            _buffer.Dispose();
        }
    }

    public void Dispose() => Rest(keepsEvents: false);

    private void Close()
    {
        _cursor?.Dispose();
        _cursor = null;
    }
}
