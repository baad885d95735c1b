namespace Ledgerline.FileSystem;

/// <summary>
/// The lines of a part of a file, last to first, in a buffer that is as large as the longest line. Bytes behind the
/// last <c>\n</c> come first, as a line that is not terminated.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="floor">Where to stop: the beginning of a line.</param>
/// <param name="end">Where to begin: the offset behind the last byte.</param>
/// <param name="firstSize">How much to read at first, where little may be wanted; each read is larger than the one before.</param>
/// <param name="known">What was read up to <paramref name="end"/> already, and from no earlier than <paramref name="floor"/>.</param>
internal sealed class BackwardLines(
    DiskFile file, long floor, long end, int firstSize = LineBuffer.FirstSize, FilePart? known = null)
{
    private byte[] _buffer = known?.Buffer ?? [];
    private bool _isShared = known is not null;
    private int _nextSize = firstSize;

    // The unread bytes; earlier ones are put before them.
    private int _start = known?.Start ?? 0;
    private int _end = known is null ? 0 : known.Start + known.Length;
    private int _lineLength;
    private long _bufferOffset = end - (known?.Length ?? 0);

    /// <summary>The current line, without its <c>\n</c>; valid until the next move.</summary>
    public ReadOnlySpan<byte> Line => new(_buffer, _end, _lineLength);

    /// <summary>Where the current line begins in the file.</summary>
    public long Offset { get; private set; } = end;

    /// <summary>Whether the current line ends with <c>\n</c>.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>The offset behind the current line, its <c>\n</c> included.</summary>
    public long EndOffset => Offset + _lineLength + (IsTerminated ? 1 : 0);

    /// <summary>Whether the buffer was filled from the file since this was last cleared.</summary>
    public bool WasFilled { get; set; }

    private int LineEnd => IsTerminated ? _end - 1 : _end;

    /// <summary>Where the line begins whose byte stands right before an offset; the offset itself where that byte ends a line.</summary>
    /// <param name="file">The file.</param>
    /// <param name="floor">The beginning of a line that is not behind the one looked for.</param>
    /// <param name="offset">The offset.</param>
    public static long StartOfLine(DiskFile file, long floor, long offset)
    {
        var lines = new BackwardLines(file, floor, offset);
        return lines.MoveNext() && !lines.IsTerminated ? lines.Offset : offset;
    }

    public bool MoveNext()
    {
        if (_start == _end && !Fill())
        {
            return false;
        }

        IsTerminated = _buffer[_end - 1] == (byte)'\n';
        int newline;
        int searched = LineEnd;
        while ((newline = _buffer.AsSpan(_start, searched - _start).LastIndexOf((byte)'\n')) < 0)
        {
            // The line begins before what was read.
            int seen = _end - _start;
            if (!Fill())
            {
                break;
            }

            searched = _end - seen;
        }

        int lineStart = _start + newline + 1;
        _lineLength = LineEnd - lineStart;
        Offset = _bufferOffset + (lineStart - _start);
        _end = lineStart;
        return true;
    }

    /// <summary>A part of the current line; valid until the next move.</summary>
    public ReadOnlyMemory<byte> Slice(int start, int length) => new(_buffer, _end + start, length);

    /// <summary>Where a byte stands last among those before the current line that were read with it; -1 where nowhere.</summary>
    public long LastUnread(byte value)
    {
        int index = _buffer.AsSpan(_start, _end - _start).LastIndexOf(value);
        return index < 0 ? -1 : _bufferOffset + index;
    }

    /// <summary>What is read and not yet passed, the current line included; it stays as it is.</summary>
    public FilePart Share()
    {
        _isShared = true;
        return new(_buffer, _start, (int)(EndOffset - _bufferOffset), _bufferOffset);
    }

    /// <summary>Reads the bytes before what is unread.</summary>
    private bool Fill()
    {
        long before = _bufferOffset - floor;
        if (before <= 0)
        {
            return false;
        }

        MakeRoom(before);
        int count = (int)Math.Min(_start, before);
        int read = file.Read(_buffer.AsSpan(_start - count, count), _bufferOffset - count);
        if (read < count)
        {
            // The file was cut under the reader, who will find out by the epoch; what is missing reads as torn.
            _buffer.AsSpan(_start - count + read, count - read).Clear();
        }

        _start -= count;
        _bufferOffset -= count;
        WasFilled = true;
        return true;
    }

    /// <summary>Sees to it that there is room before what is unread: at the end of the buffer, or in a larger one.</summary>
    private void MakeRoom(long before)
    {
        int unread = _end - _start;
        byte[] buffer = _buffer;
        bool isOutgrown = buffer.Length < _nextSize && before > buffer.Length - unread;
        if (isOutgrown || _isShared || unread == buffer.Length)
        {
            buffer = GC.AllocateUninitializedArray<byte>(NewSize(unread, before));
            _nextSize = LineBuffer.After(_nextSize);
            _isShared = false;
        }

        Buffer.BlockCopy(_buffer, _start, buffer, buffer.Length - unread, unread);
        _buffer = buffer;
        _end = buffer.Length;
        _start = _end - unread;
    }

    /// <summary>The size of the next buffer: no more than there is to read.</summary>
    private int NewSize(int unread, long before)
    {
        int size = _nextSize;
        while (size <= unread)
        {
            size = LineBuffer.Larger(size, file.Path, _bufferOffset);
        }

        return (int)Math.Min(size, unread + before);
    }
}
