namespace Ledgerline.PowerShell.Transfer;

/// <summary>Reads a file line by line, as bytes, each in memory of its own.</summary>
internal sealed class LineReader(Stream stream)
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Reads the next line that is not empty, without its end.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        while (TryReadLine(out ReadOnlySpan<byte> bytes))
        {
            Line++;
            bytes = Line == 1 && bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
            bytes = bytes.TrimEnd((byte)'\r');
            if (!bytes.IsEmpty)
            {
                line = bytes.ToArray();
                return true;
            }
        }

        line = default;
        return false;
    }

    private bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        for (int seen = _start; ; )
        {
            int length = _buffer.AsSpan(seen, _end - seen).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_start, seen + length - _start);
                _start = seen + length + 1;
                return true;
            }

            int pending = _end - _start;
            if (!TryFill())
            {
                line = _buffer.AsSpan(_start, pending);
                _start = _end;
                return pending > 0;
            }

            seen = _start + pending;
        }
    }

    /// <summary>Reads on, behind what is left, which moves to the buffer's beginning.</summary>
    private bool TryFill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        }

        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
