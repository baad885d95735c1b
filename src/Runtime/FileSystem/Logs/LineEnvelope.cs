using System.Buffers.Text;

namespace Ledgerline.FileSystem;

/// <summary>
/// Writes lines that follow each other. What stands before the payload is the same in all lines of a batch but for the
/// number, so it is made once and counted up in place, digit by digit.
/// </summary>
internal ref struct LineEnvelope
{
    private Beginning _beginning;
    private int _length;
    private int _seqEnd;

    /// <param name="seq">The first line's number.</param>
    /// <param name="timestamp">The lines' timestamp, in milliseconds since 1970-01-01 UTC.</param>
    public LineEnvelope(long seq, long timestamp)
    {
        Span<byte> bytes = _beginning;
        LogLine.SeqHead.CopyTo(bytes);
        Utf8Formatter.TryFormat(seq, bytes[LogLine.SeqHead.Length..], out int digits);
        _seqEnd = LogLine.SeqHead.Length + digits;
        int at = _seqEnd;
        LogLine.TimestampHead.CopyTo(bytes[at..]);
        at += LogLine.TimestampHead.Length;
        Utf8Formatter.TryFormat(timestamp, bytes[at..], out digits);
        at += digits;
        LogLine.DataHead.CopyTo(bytes[at..]);
        _length = at + LogLine.DataHead.Length;
    }

    /// <summary>Writes a line with its <c>\n</c>.</summary>
    /// <param name="target">Where to write.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="more">Whether the batch goes on in the next line.</param>
    /// <param name="lost">How many numbers before this one were lost.</param>
    /// <returns>The number of bytes written.</returns>
    public readonly int Write(Span<byte> target, ReadOnlySpan<byte> payload, bool more, long lost = 0)
    {
        ReadOnlySpan<byte> beginning = _beginning;
        beginning[.._length].CopyTo(target);
        int at = _length;
        payload.CopyTo(target[at..]);
        at += payload.Length;
        if (lost > 0)
        {
            LogLine.LostHead.CopyTo(target[at..]);
            at += LogLine.LostHead.Length;
            Utf8Formatter.TryFormat(lost, target[at..], out int digits);
            at += digits;
        }

        if (more)
        {
            LogLine.MoreMark.CopyTo(target[at..]);
            at += LogLine.MoreMark.Length;
        }

        at += LogLine.WriteCrc(target, at);
        target[at++] = (byte)'\n';
        return at;
    }

    /// <summary>Counts up.</summary>
    public void Next()
    {
        Span<byte> bytes = _beginning;
        int at = _seqEnd - 1;
        while (bytes[at] == (byte)'9')
        {
            bytes[at--] = (byte)'0';
        }

        if (bytes[at] != (byte)':')
        {
            bytes[at]++;
            return;
        }

        // All nines: one more digit, and the rest moves.
        bytes[_seqEnd.._length].CopyTo(bytes[(_seqEnd + 1)..]);
        bytes[_seqEnd] = (byte)'0';
        bytes[at + 1] = (byte)'1';
        _seqEnd++;
        _length++;
    }

    /// <summary>Room for the longest beginning.</summary>
    [System.Runtime.CompilerServices.InlineArray(LogLine.MaxEnvelope)]
    private struct Beginning
    {
        private byte _first;
    }
}
