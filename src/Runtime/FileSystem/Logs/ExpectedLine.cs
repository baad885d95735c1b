using System.Runtime.CompilerServices;

namespace Ledgerline.FileSystem;

/// <summary>
/// The line that most likely comes next: the next number, the same timestamp, in exactly the form that
/// <see cref="LineEnvelope.Write"/> gives it. Comparing is several times faster than parsing. Whatever else a line is, is
/// for <see cref="LogLine.TryParse"/>.
/// </summary>
internal sealed class ExpectedLine
{
    private const int CrcLength = 18;

    // The longest head is that of the highest number and a negative timestamp.
    private readonly byte[] _head = new byte[64];
    private int _headLength;
    private int _seqEnd;
    private long _seq;
    private long _timestamp;

    /// <summary>Parses and checks a line, where it is the expected one or can be parsed otherwise.</summary>
    /// <param name="line">The line's bytes, without its <c>\n</c>.</param>
    /// <param name="parsed">What it says.</param>
    /// <param name="fault">What is wrong with it, in words; null where nothing is.</param>
    public bool TryParse(ReadOnlySpan<byte> line, out LogLine parsed, out string? fault)
    {
        if (TryTake(line, out parsed))
        {
            fault = null;
            return true;
        }

        if (!LogLine.TryParse(line, out parsed, out fault))
        {
            return false;
        }

        Expect(line, parsed);
        return true;
    }

    private bool TryTake(ReadOnlySpan<byte> line, out LogLine parsed)
    {
        Unsafe.SkipInit(out parsed);
        int headLength = _headLength;
        int bodyLength = line.Length - headLength - CrcLength;
        if (headLength == 0
            || bodyLength <= 0
            || !line[..headLength].SequenceEqual(new ReadOnlySpan<byte>(_head, 0, headLength)))
        {
            return false;
        }

        int crcStart = headLength + bodyLength;
        uint crc = Crc32C.Of(line[..crcStart]);
        if (!LogLine.IsCrc(line[crcStart..], crc)
            || !PayloadScanner.TrySplit(line.Slice(headLength, bodyLength), out int dataLength, out bool more))
        {
            return false;
        }

        parsed = new LogLine
        {
            Seq = _seq,
            Timestamp = _timestamp,
            DataStart = headLength,
            DataLength = dataLength,
            More = more,
            Fingerprint = crc,
        };
        Advance();
        return true;
    }

    /// <summary>Takes over the head of a line that was parsed, for the next one.</summary>
    private void Expect(ReadOnlySpan<byte> line, in LogLine parsed)
    {
        _headLength = 0;
        if (parsed.DataStart > _head.Length)
        {
            return;
        }

        line[..parsed.DataStart].CopyTo(_head);
        _seq = parsed.Seq;
        _timestamp = parsed.Timestamp;
        _headLength = parsed.DataStart;
        _seqEnd = _head.AsSpan().IndexOf((byte)',');
        Advance();
    }

    /// <summary>Counts on in the digits; where there would be one more, nothing is expected.</summary>
    private void Advance()
    {
        _seq++;
        int at = _seqEnd - 1;
        while (_head[at] == (byte)'9')
        {
            _head[at--] = (byte)'0';
        }

        if (_head[at] < (byte)'0' || _seq > LogLine.MaxSeq)
        {
            _headLength = 0;
            return;
        }

        _head[at]++;
    }
}
