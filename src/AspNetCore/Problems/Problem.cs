using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledgerline.AspNetCore;

/// <summary>Answers with problem details (RFC 9457). They tell nothing of the server: no path, no connection, no trace.</summary>
internal static class Problem
{
    private const string ContentType = "application/problem+json";

    /// <summary>Whether a failure has an answer here.</summary>
    public static bool Explains(Exception failure) => failure is LedgerlineException or ObjectDisposedException;

    /// <summary>Answers a failure of storage or data, which the logger is told in full.</summary>
    public static Task WriteAsync(HttpContext context, Exception failure)
    {
        ILogger logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(WebLogging.Category);
        WebLogging.RequestFailed(logger, failure, context.Request.Path);
        (int status, string detail) = failure switch
        {
            StorageException { Kind: StorageErrorKind.OutOfSpace } =>
                (StatusCodes.Status507InsufficientStorage, "The server's storage is full."),
            StorageException { Kind: StorageErrorKind.Unavailable } or ObjectDisposedException =>
                (StatusCodes.Status503ServiceUnavailable, "The storage cannot be reached now. Nothing was done; try again."),
            StorageException { Kind: StorageErrorKind.OutcomeUnknown } =>
                (StatusCodes.Status503ServiceUnavailable, "The storage was lost meanwhile. Whether the request was done is not known; look before trying again."),
            LogCorruptException or DocumentCorruptException =>
                (StatusCodes.Status500InternalServerError, "What is stored is damaged. The server's administrator finds more in its log."),
            _ => (StatusCodes.Status500InternalServerError, "The storage failed. The server's administrator finds more in its log."),
        };
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "2";
        }

        return WriteAsync(context, status, detail);
    }

    /// <summary>Answers with a status and what is to be said of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="detail">What was wrong and what would be right; null for no more than the status says.</param>
    /// <param name="members">Writes further members, where set.</param>
    public static async Task WriteAsync(HttpContext context, int status, string? detail, Action<Utf8JsonWriter>? members = null)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status"u8, status);
            if (detail is not null)
            {
                json.WriteString("detail"u8, detail);
            }

            members?.Invoke(json);
            json.WriteEndObject();
        }

        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = body.WrittenCount;
        response.Headers.CacheControl = "no-store";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        }
    }}
