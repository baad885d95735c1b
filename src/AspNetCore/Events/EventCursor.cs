using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ledgerline.AspNetCore;

/// <summary>Where a client wants to begin: <c>Last-Event-ID</c>, else <c>?since=</c>, else with what comes next.</summary>
/// <param name="Seq">The number; null where none was given, or none that could be read.</param>
/// <param name="IsReturning">Whether it came as <c>Last-Event-ID</c>, so that a browser sends it again and again.</param>
/// <param name="Fault">What is wrong with <c>?since=</c>.</param>
internal readonly record struct EventCursor(long? Seq, bool IsReturning, string? Fault)
{
    public const string HeaderName = "Last-Event-ID";
    public const string QueryName = "since";

    public static EventCursor Of(HttpRequest request)
    {
        string? header = request.Headers[HeaderName];
        if (!string.IsNullOrEmpty(header))
        {
            return new(Parse(header), true, null);
        }

        StringValues since = request.Query[QueryName];
        if (since.Count == 0)
        {
            return default;
        }

        return Parse(since.ToString()) is { } seq
            ? new(seq, false, null)
            : new(null, false, "The parameter 'since' must be the number of the last entry already seen, a whole number from 0.");
    }

    private static long? Parse(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seq) ? seq : null;
}
