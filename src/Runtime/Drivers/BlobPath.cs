using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ledgerline.Drivers;

/// <summary>
/// The one rule for the paths of blobs: relative, <c>/</c>-separated, the same in every driver and on every platform, so
/// that what one of them takes the others take too, and no path means something else elsewhere.
/// </summary>
/// <remarks>
/// Names are not normalised: a composed and a decomposed <c>é</c> are two names, and <c>%2e%2e</c> is a name with two
/// percent signs. Refused are, besides what leads out of a project: what Windows drops or takes for a device (trailing
/// dots and spaces, <c>CON</c>, <c>x:y</c>; Microsoft, "Naming Files, Paths, and Namespaces"), control characters, and
/// text that is not valid UTF-16. The other characters that Windows does not take (<c>&lt; &gt; " | ? *</c>) are names.
/// </remarks>
public static class BlobPath
{
    /// <summary>The longest path, in bytes of UTF-8.</summary>
    public const int MaxBytes = 1024;

    /// <summary>The longest segment, in bytes of UTF-8: what Linux file systems take.</summary>
    public const int MaxSegmentBytes = 255;

    private const int ShownLength = 128;

    /// <summary>Whether a path keeps the rule.</summary>
    public static bool IsValid([NotNullWhen(true)] string? path) => path is { Length: > 0 } && Fault(path) is null;

    /// <summary>Whether a name can be one segment of a path. What cannot is never listed, watched or touched.</summary>
    public static bool IsValidSegment(ReadOnlySpan<char> segment) =>
        IsText(segment) && SegmentFault(segment) is null;

    /// <summary>Throws an <see cref="ArgumentException"/> that says the rule where a path breaks it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="parameterName">Filled in by the compiler.</param>
    public static void ThrowIfInvalid(
        [NotNull] string? path, [CallerArgumentExpression(nameof(path))] string? parameterName = null)
    {
        ArgumentNullException.ThrowIfNull(path, parameterName);
        if ((path.Length == 0 ? "it is empty" : Fault(path)) is { } fault)
        {
            throw Exception("path", path, fault, parameterName);
        }
    }

    /// <summary>
    /// Throws an <see cref="ArgumentException"/> that says the rule where no valid path could begin so. A prefix may end
    /// with <c>/</c> or within a segment; null and the empty one stand before every path.
    /// </summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="parameterName">Filled in by the compiler.</param>
    public static void ThrowIfInvalidPrefix(
        string? prefix, [CallerArgumentExpression(nameof(prefix))] string? parameterName = null)
    {
        if (!string.IsNullOrEmpty(prefix) && PrefixFault(prefix) is { } fault)
        {
            throw Exception("prefix", prefix, fault, parameterName);
        }
    }

    private static string? Fault(ReadOnlySpan<char> path)
    {
        if (WholeFault(path) is { } fault)
        {
            return fault;
        }

        foreach (Range range in path.Split('/'))
        {
            if (SegmentFault(path[range]) is { } inSegment)
            {
                return inSegment;
            }
        }

        return null;
    }

    private static string? PrefixFault(ReadOnlySpan<char> prefix)
    {
        int last = prefix.LastIndexOf('/') + 1;
        return last == 0 ? WholeFault(prefix) ?? BeginningFault(prefix)
            : last == 1 ? "it is absolute"
            : Fault(prefix[..(last - 1)]) ?? WholeFault(prefix) ?? BeginningFault(prefix[last..]);
    }

    private static string? WholeFault(ReadOnlySpan<char> path) =>
        path is ['/', ..] ? "it is absolute"
        : !IsText(path) ? "it holds half a surrogate pair, which UTF-8 cannot say"
        : Encoding.UTF8.GetByteCount(path) > MaxBytes ? "it is too long"
        : null;

    /// <summary>What is wrong with a segment that is text.</summary>
    private static string? SegmentFault(ReadOnlySpan<char> segment) =>
        segment.IsEmpty ? "a segment is empty"
        : BeginningFault(segment) is { } fault ? fault
        : segment[^1] is '.' or ' ' ? "a segment ends with a dot or a space"
        : IsReserved(segment) ? "a segment is the name of a device on Windows"
        : null;

    /// <summary>What is wrong with a segment, whatever may follow in it.</summary>
    private static string? BeginningFault(ReadOnlySpan<char> segment)
    {
        foreach (char c in segment)
        {
            if (c is '\\' or ':' or '/' || char.IsControl(c))
            {
                return c is '\\' or ':' or '/' ? $"a segment holds '{c}'" : "a segment holds a control character";
            }
        }

        return segment is ['.', ..] ? "a segment begins with a dot"
            : segment.Length > MaxSegmentBytes / 3 && Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes ? "a segment is too long"
            : null;
    }

    /// <summary>Whether Windows takes a name for a device, whatever its extension.</summary>
    private static bool IsReserved(ReadOnlySpan<char> segment)
    {
        int dot = segment.IndexOf('.');
        ReadOnlySpan<char> name = (dot < 0 ? segment : segment[..dot]).TrimEnd(' ');
        return name.Length switch
        {
            3 => Is(name, "CON") || Is(name, "PRN") || Is(name, "AUX") || Is(name, "NUL"),
            4 => (Is(name[..3], "COM") || Is(name[..3], "LPT")) && name[3] is (>= '0' and <= '9') or '¹' or '²' or '³',
            6 => Is(name, "CONIN$"),
            7 => Is(name, "CONOUT$"),
            _ => false,
        };

        static bool Is(ReadOnlySpan<char> name, string reserved) => name.Equals(reserved, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsText(ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && (++at == text.Length || !char.IsSurrogatePair(text[at - 1], text[at])))
            {
                return false;
            }
        }

        return true;
    }

    private static ArgumentException Exception(string what, string path, string fault, string? parameterName) => new(
        $"The blob {what} '{Shown(path)}' is not valid: {fault}. Use a relative path with '/' between segments of 1-{MaxSegmentBytes} bytes "
        + $"of UTF-8, {MaxBytes} in all, that hold no control character, '\\' or ':', do not begin with a dot or end with a dot or a space, "
        + "and are not the name of a Windows device such as CON or NUL.txt.",
        parameterName);

    /// <summary>A path as a message can show it: what a terminal would obey, or UTF-8 cannot say, by its number.</summary>
    private static string Shown(string path)
    {
        var shown = new StringBuilder();
        foreach (char c in path.AsSpan(0, Math.Min(path.Length, ShownLength)))
        {
            if (char.IsControl(c) || char.IsSurrogate(c))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            }
            else
            {
                shown.Append(c);
            }
        }

        return path.Length > ShownLength ? shown.Append("...").ToString() : shown.ToString();
    }
}
