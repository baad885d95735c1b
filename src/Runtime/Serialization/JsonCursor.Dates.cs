namespace Ledgerline.Serialization;

public ref partial struct JsonCursor
{
    // "2026-02-28T01:02:03 and then perhaps a fraction, and a zone.
    private const int LengthToSeconds = 20;
    private const int FractionDigits = 7;
    private const int MostOffsetMinutes = 14 * 60;

    /// <summary>Reads a date and time with its offset.</summary>
    public bool TryRead(out DateTimeOffset value)
    {
        value = default;
        if (!TryReadClock(out long ticks, out int length) || !TryReadZone(_rest[length..], out int minutes, out int zone))
        {
            return false;
        }

        long utc = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        value = new DateTimeOffset(ticks, new TimeSpan(minutes * TimeSpan.TicksPerMinute));
        _rest = _rest[(length + zone + 1)..];
        return true;
    }

    /// <summary>Reads a date and time without an offset, or in UTC; one with an offset would depend on the machine's time zone.</summary>
    public bool TryRead(out DateTime value)
    {
        value = default;
        if (!TryReadClock(out long ticks, out int length))
        {
            return false;
        }

        DateTimeKind kind = DateTimeKind.Unspecified;
        if (_rest[length..].StartsWith("Z"u8))
        {
            kind = DateTimeKind.Utc;
            length++;
        }

        if (!_rest[length..].StartsWith("\""u8))
        {
            return false;
        }

        value = new DateTime(ticks, kind);
        _rest = _rest[(length + 1)..];
        return true;
    }

    /// <summary>Reads year to fraction, without going behind it.</summary>
    private readonly bool TryReadClock(out long ticks, out int length)
    {
        ticks = 0;
        length = LengthToSeconds;
        ReadOnlySpan<byte> text = _rest;
        if (text.Length <= LengthToSeconds
            || text[0] != (byte)'"' || text[5] != (byte)'-' || text[8] != (byte)'-' || text[11] != (byte)'T'
            || text[14] != (byte)':' || text[17] != (byte)':')
        {
            return false;
        }

        int year = (Two(text, 1) * 100) + Two(text, 3);
        int month = Two(text, 6);
        int day = Two(text, 9);
        int hour = Two(text, 12);
        int minute = Two(text, 15);
        int second = Two(text, 18);

        // What is not two digits is far below zero, and so is all that it is part of.
        if (year < 1 || month is < 1 or > 12 || day < 1 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59
            || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        ticks = new DateTime(year, month, day, hour, minute, second).Ticks;
        if (text[length] != (byte)'.')
        {
            return true;
        }

        int digits = Digits(text, length + 1);
        if (digits is < 1 or > FractionDigits)
        {
            return false;
        }

        long fraction = 0;
        for (int i = 0; i < FractionDigits; i++)
        {
            fraction = (fraction * 10) + (i < digits ? text[length + 1 + i] - '0' : 0);
        }

        ticks += fraction;
        length += digits + 1;
        return length < text.Length;
    }

    /// <summary>Reads Z or an offset, and looks for the quote behind it.</summary>
    private static bool TryReadZone(ReadOnlySpan<byte> text, out int minutes, out int length)
    {
        minutes = 0;
        length = 0;
        if (text.StartsWith("Z\""u8))
        {
            length = 1;
            return true;
        }

        const int OffsetLength = 6;
        if (text.Length <= OffsetLength
            || text[0] is not ((byte)'+' or (byte)'-') || text[3] != (byte)':' || text[OffsetLength] != (byte)'"')
        {
            return false;
        }

        int hour = Two(text, 1);
        int minute = Two(text, 4);
        minutes = (hour * 60) + minute;
        if (hour < 0 || minute is < 0 or > 59 || minutes > MostOffsetMinutes)
        {
            return false;
        }

        minutes = text[0] == (byte)'-' ? -minutes : minutes;
        length = OffsetLength;
        return true;
    }

    /// <summary>Two digits as a number; far below zero where they are none.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        const int None = -100_000;
        uint ten = (uint)(text[at] - '0');
        uint one = (uint)(text[at + 1] - '0');
        return ten <= 9 && one <= 9 ? (int)((ten * 10) + one) : None;
    }
}
