namespace Ledgerline.FileSystem;

/// <summary>
/// Writes the lines that a repair keeps. Most are copied as they are. One behind a gap says how many numbers were
/// lost; one whose batch goes on in a line that is not kept ends its batch; and where entries are renumbered, each is
/// written anew.
/// </summary>
internal sealed class RepairedLines(DiskFile target, bool renumber)
{
    private const int WriteSize = 1 << 20;

    private byte[] _buffer = new byte[LineBuffer.UsualSize];
    private byte[] _line = [];
    private int _lineLength;
    private LogLine? _pending;
    private int _filled;
    private long _written;

    /// <summary>The number of the last line, as it is written; 0 before the first.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The highest timestamp.</summary>
    public long LastTimestamp { get; private set; }

    /// <summary>How many lines are kept.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them have another number than before.</summary>
    public long Renumbered { get; private set; }

    /// <summary>Adds a line that is kept.</summary>
    /// <param name="bytes">The line, without its <c>\n</c>.</param>
    /// <param name="line">What it says.</param>
    /// <param name="isNeighbour">Whether it follows the line that was added last, with nothing set aside in between.</param>
    public void Add(ReadOnlySpan<byte> bytes, LogLine line, bool isNeighbour)
    {
        Write(batchGoesOn: isNeighbour && _pending is { } before && line.Follows(before.Seq));
        if (_line.Length < bytes.Length)
        {
            _line = new byte[Math.Max(bytes.Length, Math.Min(2L * _line.Length, Array.MaxLength))];
        }

        bytes.CopyTo(_line);
        _lineLength = bytes.Length;
        _pending = line;
    }

    /// <summary>Writes out what is left.</summary>
    public void End()
    {
        Write(batchGoesOn: false);
        WriteOut();
    }

    private void Write(bool batchGoesOn)
    {
        if (_pending is not { } line)
        {
            return;
        }

        ReadOnlySpan<byte> bytes = _line.AsSpan(0, _lineLength);
        long seq = renumber && LastSeq > 0 ? LastSeq + 1 : line.Seq;
        long missing = LastSeq == 0 ? 0 : seq - LastSeq - 1;
        bool more = line.More && batchGoesOn;
        MakeRoom(_lineLength + LogLine.MaxEnvelope);
        if (!renumber && more == line.More && missing <= line.Lost)
        {
            bytes.CopyTo(_buffer.AsSpan(_filled));
            _filled += _lineLength;
            _buffer[_filled++] = (byte)'\n';
        }
        else
        {
            _filled += new LineEnvelope(seq, line.Timestamp).Write(
                _buffer.AsSpan(_filled), bytes.Slice(line.DataStart, line.DataLength), more, missing);
        }

        Renumbered += seq == line.Seq ? 0 : 1;
        LastSeq = seq;
        LastTimestamp = Math.Max(LastTimestamp, line.Timestamp);
        Count++;
        _pending = null;
    }

    private void MakeRoom(int size)
    {
        if (_filled + (long)size > WriteSize)
        {
            WriteOut();
        }

        if (_filled + size > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_filled + size, Math.Min(2 * _buffer.Length, WriteSize)));
        }
    }

    private void WriteOut()
    {
        target.Write(_buffer.AsSpan(0, _filled), _written);
        _written += _filled;
        _filled = 0;
    }
}
