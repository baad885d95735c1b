using System.Globalization;

namespace Ledgerline.AspNetCore.Tests.Protocol;

/// <summary>The chunked transfer coding of RFC 9112, 7.1.</summary>
internal static class Chunks
{
    /// <summary>The body of an answer as it came over the wire.</summary>
    /// <param name="answer">The whole answer.</param>
    /// <param name="isWhole">Whether the last chunk, the empty one, has come.</param>
    public static string Decode(string answer, out bool isWhole)
    {
        ReadOnlySpan<char> rest = answer.AsSpan(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4);
        var body = new System.Text.StringBuilder();
        isWhole = false;
        while (rest.IndexOf("\r\n") is var end and >= 0)
        {
            int size = int.Parse(rest[..end], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            rest = rest[(end + 2)..];
            if (size == 0)
            {
                Assert.Equal("\r\n", rest.ToString());
                isWhole = true;
                break;
            }

            body.Append(rest[..Math.Min(size, rest.Length)]);
            rest = rest[Math.Min(size + 2, rest.Length)..];
        }

        return body.ToString();
    }
}
