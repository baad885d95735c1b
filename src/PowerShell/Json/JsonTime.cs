using System.Text.Json;

namespace Ledgerline.PowerShell.Json;

/// <summary>
/// Texts that say a date and a time as ISO 8601 does: <c>2026-01-02T03:04:05</c>, with up to seven digits of a second and
/// with or without an offset. Anything shorter, longer or looser stays text, so that nothing is guessed or cut.
/// </summary>
internal static class JsonTime
{
    private const int Seconds = 19;
    private const int MostDigits = 7;
    private const int OffsetLength = 6;

    /// <summary>
    /// The time that the string under the reader says: a DateTimeOffset where it says an offset or <c>Z</c>, otherwise a
    /// DateTime of no kind; null where it says none.
    /// </summary>
    public static object? Read(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> text = reader.ValueSpan;
        if (text.Length < Seconds || text[10] != 'T' || text[16] != ':' || reader.ValueIsEscaped)
        {
            return null;
        }

        int offset = LengthOfOffset(text);
        if (!IsFraction(text[Seconds..^offset]))
        {
            return null;
        }

        if (offset == 0)
        {
            return reader.TryGetDateTime(out DateTime time) ? time : null;
        }

        return reader.TryGetDateTimeOffset(out DateTimeOffset instant) ? instant : null;
    }

    private static bool IsFraction(ReadOnlySpan<byte> text) =>
        text.IsEmpty || (text[0] == '.' && text.Length is > 1 and <= MostDigits + 1 && !text[1..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));

    private static int LengthOfOffset(ReadOnlySpan<byte> text)
    {
        if (text[^1] == 'Z')
        {
            return 1;
        }

        return text.Length >= Seconds + OffsetLength && text[^OffsetLength] is (byte)'+' or (byte)'-' && text[^3] == ':'
            ? OffsetLength : 0;
    }
}
