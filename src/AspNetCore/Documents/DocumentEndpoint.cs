using System.Text.Json;
using Ledgerline.Drivers;
using Microsoft.AspNetCore.Http;

namespace Ledgerline.AspNetCore;

/// <summary>Answers requests for documents, by the rules of RFC 9110. What is stored is sent, and what is sent is stored, as it is.</summary>
/// <param name="driver">Where the documents are.</param>
/// <param name="set">Their set; null for the set-less ones.</param>
/// <param name="pinnedKey">The key of the only one; null where the request names it.</param>
/// <param name="check">Throws where JSON does not fit the documents' type.</param>
/// <param name="durability">What the acknowledgement of a put means; null for the driver's setting.</param>
/// <param name="options">The endpoint's options.</param>
internal sealed class DocumentEndpoint(
    Func<IStorageDriver> driver,
    string? set,
    string? pinnedKey,
    Action<ReadOnlySpan<byte>> check,
    Durability? durability,
    DocumentEndpointOptions options)
{
    /// <summary>How often a put or a delete looks again, because others interfere, before it is told.</summary>
    private const int Attempts = 64;

    public Task ReadAsync(HttpContext context)
    {
        RequestScope scope = Scope(context);
        return scope.Key is null ? ListAsync(scope) : AnswerAsync(scope, ProjectOperation.ReadDocument, GetAsync);
    }

    public Task WriteAsync(HttpContext context) => ChangeAsync(Scope(context), ProjectOperation.WriteDocument, PutAsync);

    public Task DeleteAsync(HttpContext context) => ChangeAsync(Scope(context), ProjectOperation.DeleteDocument, RemoveAsync);

    private RequestScope Scope(HttpContext context)
    {
        RequestScope scope = RequestScope.Of(context, options.Project, null, options.RefusalStatusCode);
        return pinnedKey is null ? scope : scope with { Key = pinnedKey };
    }

    private Task ChangeAsync(RequestScope scope, ProjectOperation operation, Func<RequestScope, IDocumentStore, Task> answer) =>
        scope.Key is null ? NoKeyAsync(scope.Context) : AnswerAsync(scope, operation, answer);

    private Task ListAsync(RequestScope scope) => AnswerAsync(scope, ProjectOperation.ListDocuments, SendKeysAsync);

    private async Task AnswerAsync(RequestScope scope, ProjectOperation operation, Func<RequestScope, IDocumentStore, Task> answer)
    {
        if (!await scope.IsAllowedAsync(set, operation).ConfigureAwait(false))
        {
            await scope.RefuseAsync().ConfigureAwait(false);
            return;
        }

        HttpContext context = scope.Context;
        try
        {
            IDocumentStore documents = scope.Project is null
                ? driver().Shared.OpenDocuments(set)
                : driver().Project(scope.Project).Store.OpenDocuments(set);
            await answer(scope, documents).ConfigureAwait(false);
        }
        catch (ProjectNotFoundException) when (!context.Response.HasStarted)
        {
            await scope.RefuseAsync().ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Problem.WriteAsync(context, e.StatusCode, "The body could not be read as it was sent.").ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted && Problem.Explains(e))
        {
            await Problem.WriteAsync(context, e).ConfigureAwait(false);
        }
    }

    private async Task GetAsync(RequestScope scope, IDocumentStore documents)
    {
        HttpContext context = scope.Context;
        StoredDocument? stored = await documents.GetAsync(scope.Key!, context.RequestAborted).ConfigureAwait(false);
        if (stored is null)
        {
            await MissingAsync(context).ConfigureAwait(false);
            return;
        }

        if (await ReadConditionsAsync(context).ConfigureAwait(false) is not { } conditions)
        {
            return;
        }

        HttpResponse response = context.Response;
        int status = conditions.OfReading(stored.ETag);
        if (status == StatusCodes.Status412PreconditionFailed)
        {
            await OutdatedAsync(context, stored.ETag).ConfigureAwait(false);
            return;
        }

        if (status == StatusCodes.Status200OK)
        {
            ThrowIfCorrupt(documents, scope.Key!, stored);
        }

        response.StatusCode = status;
        response.Headers.ETag = EntityTags.Quote(stored.ETag);
        response.Headers.CacheControl = "no-cache";
        if (status == StatusCodes.Status200OK)
        {
            response.ContentType = "application/json";
            response.ContentLength = stored.Content.Length;
            if (!HttpMethods.IsHead(context.Request.Method))
            {
                await response.Body.WriteAsync(stored.Content, context.RequestAborted).ConfigureAwait(false);
            }
        }
    }

    private async Task SendKeysAsync(RequestScope scope, IDocumentStore documents)
    {
        HttpContext context = scope.Context;
        string? prefix = context.Request.Query["prefix"];
        bool isSound = string.IsNullOrEmpty(prefix) || StorageName.IsValid(prefix);
        await using IAsyncEnumerator<string> keys = documents
            .ListAsync(string.IsNullOrEmpty(prefix) || !isSound ? null : prefix, context.RequestAborted).GetAsyncEnumerator(context.RequestAborted);

        // Before the answer begins: a project that is not there is told by its status.
        bool hasKey = await keys.MoveNextAsync().ConfigureAwait(false);
        if (!isSound)
        {
            await Problem.WriteAsync(
                context, StatusCodes.Status400BadRequest, "The parameter 'prefix' must be 1-128 of A-Z a-z 0-9 _ -.").ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-cache";
        if (HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        using var json = new FrameBuffer();
        json.Write("["u8);
        for (bool isFirst = true; hasKey; hasKey = await keys.MoveNextAsync().ConfigureAwait(false), isFirst = false)
        {
            // The rule for names leaves nothing to escape.
            json.Write(isFirst ? "\""u8 : ",\""u8);
            System.Text.Encoding.ASCII.GetBytes(keys.Current, json.Reserve(keys.Current.Length));
            json.Advance(keys.Current.Length);
            json.Write("\""u8);
            if (json.Length >= EventRing.LargestBlock)
            {
                await context.Response.Body.WriteAsync(json.Written, context.RequestAborted).ConfigureAwait(false);
                json.Clear();
            }
        }

        json.Write("]"u8);
        await context.Response.Body.WriteAsync(json.Written, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task PutAsync(RequestScope scope, IDocumentStore documents)
    {
        HttpContext context = scope.Context;
        HttpRequest request = context.Request;

        // First: who may not see the project, or whether there is one, is told nothing else.
        StoredDocument? stored = await documents.GetAsync(scope.Key!, context.RequestAborted).ConfigureAwait(false);
        if (DocumentBody.Refuses(request) is { } refusal)
        {
            context.Response.Headers.Accept = "application/json";
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, refusal).ConfigureAwait(false);
            return;
        }

        if (request.Headers.ContentRange.Count > 0)
        {
            await Problem.WriteAsync(
                context, StatusCodes.Status400BadRequest, "A part of a document cannot be put: send it whole, without Content-Range.").ConfigureAwait(false);
            return;
        }

        if (await ReadConditionsAsync(context).ConfigureAwait(false) is not { } conditions)
        {
            return;
        }

        if (await DocumentBody.ReadAsync(request, options.MaxBytes, context.RequestAborted).ConfigureAwait(false) is not { } content)
        {
            await Problem.WriteAsync(
                context, StatusCodes.Status413PayloadTooLarge, $"A document may have {options.MaxBytes} bytes here.").ConfigureAwait(false);
            return;
        }

        try
        {
            check(content.Span);
        }
        catch (JsonException e)
        {
            await MisfitAsync(context, e).ConfigureAwait(false);
            return;
        }

        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (!conditions.AllowChange(stored?.ETag))
            {
                await OutdatedAsync(context, stored?.ETag).ConfigureAwait(false);
                return;
            }

            PutCondition unchanged = stored is null ? PutCondition.IfAbsent : PutCondition.IfMatch(stored.ETag);
            KvPutResult put = await documents.PutAsync(scope.Key!, content, unchanged, durability, context.RequestAborted).ConfigureAwait(false);
            if (put is KvPutResult.Stored { ETag: var etag })
            {
                context.Response.StatusCode = stored is null ? StatusCodes.Status201Created : StatusCodes.Status204NoContent;
                context.Response.Headers.ETag = EntityTags.Quote(etag);
                return;
            }

            stored = await documents.GetAsync(scope.Key!, context.RequestAborted).ConfigureAwait(false);
        }

        await BusyAsync(context).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(RequestScope scope, IDocumentStore documents)
    {
        HttpContext context = scope.Context;
        StoredDocument? stored = await documents.GetAsync(scope.Key!, context.RequestAborted).ConfigureAwait(false);
        if (await ReadConditionsAsync(context).ConfigureAwait(false) is not { } conditions)
        {
            return;
        }

        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            if (stored is null)
            {
                await MissingAsync(context).ConfigureAwait(false);
                return;
            }

            if (!conditions.AllowChange(stored.ETag))
            {
                await OutdatedAsync(context, stored.ETag).ConfigureAwait(false);
                return;
            }

            KvDeleteResult deleted = await documents.DeleteAsync(scope.Key!, stored.ETag, context.RequestAborted).ConfigureAwait(false);
            if (deleted is KvDeleteResult.Deleted)
            {
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            stored = await documents.GetAsync(scope.Key!, context.RequestAborted).ConfigureAwait(false);
        }

        await BusyAsync(context).ConfigureAwait(false);
    }

    private static async ValueTask<Preconditions?> ReadConditionsAsync(HttpContext context)
    {
        if (Preconditions.TryRead(context.Request, out Preconditions conditions))
        {
            return conditions;
        }

        await Problem.WriteAsync(
            context,
            StatusCodes.Status400BadRequest,
            "If-Match and If-None-Match must each be * or a list of entity tags in quotes, such as \"abc\".").ConfigureAwait(false);
        return null;
    }

    private static void ThrowIfCorrupt(IDocumentStore documents, string key, StoredDocument stored)
    {
        try
        {
            JsonPayload.ThrowIfInvalid(stored.Content.Span);
        }
        catch (JsonException e)
        {
            throw new DocumentCorruptException(documents.Describe(key), key, e.LineNumber + 1, e.BytePositionInLine, e.Message, e);
        }
    }

    private static Task MissingAsync(HttpContext context) =>
        Problem.WriteAsync(context, StatusCodes.Status404NotFound, "There is no document under this key.");

    private static Task BusyAsync(HttpContext context) => Problem.WriteAsync(
        context, StatusCodes.Status409Conflict, "Others change this document all the time. Nothing was done; try again.");

    private static Task NoKeyAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD";
        return Problem.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "Name a document by its key.");
    }

    private static Task OutdatedAsync(HttpContext context, string? etag)
    {
        if (etag is not null)
        {
            context.Response.Headers.ETag = EntityTags.Quote(etag);
        }

        return Problem.WriteAsync(
            context,
            StatusCodes.Status412PreconditionFailed,
            etag is null ? "There is no document under this key. Nothing was done." : "Another version of the document is stored. Nothing was done.");
    }

    private static Task MisfitAsync(HttpContext context, JsonException fault) => Problem.WriteAsync(
        context,
        StatusCodes.Status400BadRequest,
        fault.Message,
        json =>
        {
            if (fault.Path is { } path)
            {
                json.WriteString("path"u8, path);
            }

            if (fault.LineNumber is { } line && fault.BytePositionInLine is { } position)
            {
                json.WriteNumber("line"u8, line + 1);
                json.WriteNumber("position"u8, position);
            }
        });
}
