namespace Ledgerline.FileSystem;

/// <summary>
/// The lines of a part of a file, last to first, in a buffer that is as large as the longest line. Bytes behind the
/// last <c>\n</c> come first, as a line that is not terminated.
/// </summary>
internal sealed class BackwardLines
{
    private readonly DiskFile _file;
    private readonly long _floor;
    private byte[] _buffer;

    // The unread bytes stand at the buffer's end, so that earlier ones can be put before them.
    private int _start;
    private int _end;
    private long _bufferOffset;

    /// <param name="file">The file.</param>
    /// <param name="floor">Where to stop: the beginning of a line.</param>
    /// <param name="end">Where to begin: the offset behind the last byte.</param>
    /// <param name="bufferSize">The buffer's first size.</param>
    public BackwardLines(DiskFile file, long floor, long end, int bufferSize = LineBuffer.InitialSize)
    {
        _file = file;
        _floor = floor;
        _buffer = new byte[bufferSize];
        _start = _end = _buffer.Length;
        _bufferOffset = end;
        Offset = end;
    }

    /// <summary>The current line, without its <c>\n</c>; valid until the next move.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Where the current line begins in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the current line ends with <c>\n</c>.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>The offset behind the current line, its <c>\n</c> included.</summary>
    public long EndOffset => Offset + Line.Length + (IsTerminated ? 1 : 0);

    /// <summary>Whether the buffer was filled from the file since this was last cleared.</summary>
    public bool WasFilled { get; set; }

    private int LineEnd => IsTerminated ? _end - 1 : _end;

    public bool MoveNext()
    {
        if (_start == _end && !Fill())
        {
            return false;
        }

        IsTerminated = _buffer[_end - 1] == (byte)'\n';
        int newline;
        while ((newline = _buffer.AsSpan(_start, LineEnd - _start).LastIndexOf((byte)'\n')) < 0 && Fill())
        {
            // The line begins before what was read.
        }

        int lineStart = _start + newline + 1;
        Line = _buffer.AsMemory(lineStart, LineEnd - lineStart);
        Offset = _bufferOffset + (lineStart - _start);
        _end = lineStart;
        return true;
    }

    /// <summary>Where a byte stands last among those before the current line that were read with it; -1 where nowhere.</summary>
    public long LastUnread(byte value)
    {
        int index = _buffer.AsSpan(_start, _end - _start).LastIndexOf(value);
        return index < 0 ? -1 : _bufferOffset + index;
    }

    /// <summary>Reads the bytes before what is unread.</summary>
    private bool Fill()
    {
        long before = _bufferOffset - _floor;
        if (before <= 0)
        {
            return false;
        }

        int unread = _end - _start;
        if (unread == _buffer.Length)
        {
            byte[] larger = new byte[LineBuffer.Larger(_buffer.Length, _file.Path, _bufferOffset)];
            _buffer.AsSpan(_start, unread).CopyTo(larger.AsSpan(larger.Length - unread));
            _buffer = larger;
        }
        else
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, _buffer.Length - unread, unread);
        }

        _end = _buffer.Length;
        _start = _end - unread;
        int count = (int)Math.Min(_start, before);
        int read = _file.Read(_buffer.AsSpan(_start - count, count), _bufferOffset - count);
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
}
