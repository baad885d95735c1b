using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ledgerline.AspNetCore;

/// <summary>The JSON that a request brings.</summary>
internal static class DocumentBody
{
    /// <summary>What is wrong with how the body is sent; null where it is UTF-8 JSON without an encoding.</summary>
    public static string? Refuses(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
        {
            return "The body must be sent without a Content-Encoding.";
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !(type.MatchesMediaType("application/json") || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))
        {
            return "The body must be application/json.";
        }

        return type.Charset.Length > 0 && type.Encoding is not UTF8Encoding ? "The body must be UTF-8." : null;
    }

    /// <summary>Reads a body.</summary>
    /// <returns>The bytes; null where there are more than allowed.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        PipeReader reader = request.BodyReader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                byte[] content = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return content;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
