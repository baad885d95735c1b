namespace Ledgerline.FileSystem;

/// <summary>
/// The lines of a part of a file, first to last, in a buffer that is as large as the longest line. Only lines that
/// end with <c>\n</c> count.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="start">Where to begin: the start of a line.</param>
/// <param name="end">The offset behind the last byte to read.</param>
/// <param name="firstSize">How much to read at first, where little may be wanted; each read is larger than the one before.</param>
/// <param name="known">What was read from <paramref name="start"/> on already, and no farther than to <paramref name="end"/>.</param>
internal sealed class ForwardLines(
    DiskFile file, long start, long end, int firstSize = LineBuffer.FirstSize, FilePart? known = null)
{
    private byte[] _buffer = known?.Buffer ?? [];
    private bool _isShared = known is not null;
    private int _nextSize = firstSize;
    private int _start = known?.Start ?? 0;
    private int _filled = known is null ? 0 : known.Start + known.Length;
    private int _lineStart;
    private int _lineLength;
    private long _bufferOffset = start - (known?.Start ?? 0);

    /// <summary>The offset behind the last byte to read.</summary>
    public long End { get; set; } = end;

    /// <summary>The current line, without its <c>\n</c>; valid until the next move.</summary>
    public ReadOnlySpan<byte> Line => new(_buffer, _lineStart, _lineLength);

    /// <summary>Where the current line begins in the file.</summary>
    public long Offset => _bufferOffset + _lineStart;

    /// <summary>Where the next line begins.</summary>
    public long NextOffset => _bufferOffset + _start;

    /// <summary>Whether the buffer was filled from the file since this was last cleared.</summary>
    public bool WasFilled { get; set; } = known is not null;

    public bool MoveNext()
    {
        int searched = _start;
        while (true)
        {
            int newline = new ReadOnlySpan<byte>(_buffer, searched, _filled - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                _lineStart = _start;
                _lineLength = searched + newline - _start;
                _start = searched + newline + 1;
                return true;
            }

            int unread = _filled - _start;
            if (!Fill())
            {
                return false;
            }

            searched = _start + unread;
        }
    }

    /// <summary>A part of the current line; valid until the next move.</summary>
    public ReadOnlyMemory<byte> Slice(int start, int length) => new(_buffer, _lineStart + start, length);

    /// <summary>Forgets what was read ahead; the next move reads the file again, from <see cref="NextOffset"/>.</summary>
    public void Reread() => _filled = _start;

    /// <summary>Steps back before the current line, so that the next move returns it again.</summary>
    public void StepBack() => _start = _lineStart;

    /// <summary>Reads more behind what is unread.</summary>
    private bool Fill()
    {
        long left = End - (_bufferOffset + _filled);
        if (left <= 0)
        {
            return false;
        }

        MakeRoom(left);
        int count = (int)Math.Min(_buffer.Length - _filled, left);
        int read = file.Read(_buffer.AsSpan(_filled, count), _bufferOffset + _filled);
        _filled += read;
        WasFilled = true;
        return read > 0;
    }

    /// <summary>Sees to it that there is room behind what is unread: at the front of the buffer, or in a larger one.</summary>
    private void MakeRoom(long left)
    {
        int unread = _filled - _start;
        byte[] buffer = _buffer;
        bool isOutgrown = buffer.Length < _nextSize && left > buffer.Length - unread;
        if (isOutgrown || _isShared || unread == buffer.Length)
        {
            buffer = GC.AllocateUninitializedArray<byte>(NewSize(unread, left));
            _nextSize = LineBuffer.After(_nextSize);
            _isShared = false;
        }

        Buffer.BlockCopy(_buffer, _start, buffer, 0, unread);
        _buffer = buffer;
        _bufferOffset += _start;
        _lineStart -= _start;
        _start = 0;
        _filled = unread;
    }

    /// <summary>The size of the next buffer: no more than there is to read.</summary>
    private int NewSize(int unread, long left)
    {
        int size = _nextSize;
        while (size <= unread)
        {
            size = LineBuffer.Larger(size, file.Path, _bufferOffset);
        }

        return (int)Math.Min(size, unread + left);
    }
}
