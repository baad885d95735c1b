namespace Ledgerline.FileSystem;

/// <summary>
/// The lines of a part of a file, first to last, in a buffer that is as large as the longest line. Only lines that
/// end with <c>\n</c> count.
/// </summary>
internal sealed class ForwardLines
{
    private readonly DiskFile _file;
    private byte[] _buffer;
    private int _start;
    private int _filled;
    private long _bufferOffset;

    public ForwardLines(DiskFile file, long start, long end, int bufferSize = LineBuffer.InitialSize)
    {
        _file = file;
        _buffer = new byte[bufferSize];
        _bufferOffset = start;
        NextOffset = start;
        End = end;
    }

    /// <summary>The offset behind the last byte to read.</summary>
    public long End { get; set; }

    /// <summary>The current line, without its <c>\n</c>; valid until the next move.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Where the current line begins in the file.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the next line begins.</summary>
    public long NextOffset { get; private set; }

    /// <summary>Whether the buffer was filled from the file since this was last cleared.</summary>
    public bool WasFilled { get; set; }

    public bool MoveNext()
    {
        int searched = _start;
        while (true)
        {
            int newline = _buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                int end = searched + newline;
                Line = _buffer.AsMemory(_start, end - _start);
                Offset = _bufferOffset + _start;
                _start = end + 1;
                NextOffset = _bufferOffset + _start;
                return true;
            }

            searched = _filled - _start;
            if (!Fill())
            {
                return false;
            }
        }
    }

    /// <summary>Forgets what was read ahead; the next move reads the file again, from <see cref="NextOffset"/>.</summary>
    public void Reread()
    {
        _bufferOffset = NextOffset;
        _start = 0;
        _filled = 0;
    }

    /// <summary>Steps back before the current line, so that the next move returns it again.</summary>
    public void StepBack()
    {
        NextOffset = Offset;
        _start = (int)(Offset - _bufferOffset);
    }

    /// <summary>Moves what is unread to the front of the buffer and reads more behind it.</summary>
    private bool Fill()
    {
        int unread = _filled - _start;
        Buffer.BlockCopy(_buffer, _start, _buffer, 0, unread);
        _bufferOffset += _start;
        _start = 0;
        _filled = unread;
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, LineBuffer.Larger(_buffer.Length, _file.Path, _bufferOffset));
        }

        long available = Math.Min(_buffer.Length - _filled, End - (_bufferOffset + _filled));
        if (available <= 0)
        {
            return false;
        }

        int read = _file.Read(_buffer.AsSpan(_filled, (int)available), _bufferOffset + _filled);
        _filled += read;
        WasFilled = true;
        return read > 0;
    }
}
