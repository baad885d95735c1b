using Ledgerline.Drivers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Ledgerline.AspNetCore;

/// <summary>Answers requests for a log's events.</summary>
internal sealed class LogEventEndpoint(
    IStorageDriver driver, LogBroadcasts broadcasts, string logName, EventFormat format, LogEventOptions options)
{
    public async Task HandleAsync(HttpContext context)
    {
        RequestScope scope = RequestScope.Of(context, options.Project, options.Key, options.RefusalStatusCode);
        if (!await scope.IsAllowedAsync(logName, ProjectOperation.ReadEvents).ConfigureAwait(false))
        {
            await scope.RefuseAsync().ConfigureAwait(false);
            return;
        }

        EventCursor cursor = EventCursor.Of(context.Request);
        if (cursor.Fault is { } fault)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, fault).ConfigureAwait(false);
            return;
        }

        try
        {
            await StreamAsync(context, scope, cursor).ConfigureAwait(false);
        }
        catch (ProjectNotFoundException) when (!context.Response.HasStarted)
        {
            await scope.RefuseAsync().ConfigureAwait(false);
        }
        catch (StorageException e) when (!context.Response.HasStarted && cursor.IsReturning)
        {
            // An error would end a browser's stream for good; after one that is empty it returns.
            EventLogging.StreamFailed(broadcasts.Logger, e, context.Request.Path);
            Prepare(context);
            await context.Response.Body.WriteAsync(EventText.ReturnLater(options.Retry), context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted && Problem.Explains(e))
        {
            await Problem.WriteAsync(context, e).ConfigureAwait(false);
        }
    }

    private async Task StreamAsync(HttpContext context, RequestScope scope, EventCursor cursor)
    {
        ILogStore store = driver.Project(scope.Project!).Store.OpenLog(logName, scope.Key);
        LogBroadcast broadcast = broadcasts.Take(store, format);
        bool isTaken = true;
        try
        {
            // In this order: a log whose last number is below what was sent before it was asked is another log.
            long sent = broadcast.LastSeq;
            LogInfo info = await store.GetInfoAsync(context.RequestAborted).ConfigureAwait(false);
            if (info.LastSeq < sent)
            {
                broadcast.Rewind();
            }

            if (cursor is { IsReturning: true, Seq: { } last } && info.IsCompleted && last >= info.LastSeq)
            {
                // To a browser: do not return.
                context.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }

            bool isRewound = cursor.IsReturning && !(cursor.Seq <= info.LastSeq);
            if (!isRewound && cursor.Seq > info.LastSeq)
            {
                await Problem.WriteAsync(
                    context,
                    StatusCodes.Status400BadRequest,
                    $"The parameter '{EventCursor.QueryName}' is {cursor.Seq}, and the log's last entry is {info.LastSeq}.").ConfigureAwait(false);
                return;
            }

            broadcast.Start(info);
            long seq = isRewound ? 0 : cursor.Seq ?? info.LastSeq;
            byte[] opening = Open(seq, isRewound, cursor.Seq, info.LastSeq);
            var stream = new EventStream(context, broadcasts, broadcast, logName, seq, options.Heartbeat);
            isTaken = false;
            if (!broadcasts.TryAdd(stream))
            {
                // A broken connection makes a browser return, to another server perhaps; any answer but a stream would not.
                broadcasts.Return(broadcast);
                context.Abort();
                return;
            }

            try
            {
                Prepare(context);
                await stream.RunAsync(opening).ConfigureAwait(false);
            }
            finally
            {
                broadcasts.Remove(stream);
            }
        }
        finally
        {
            if (isTaken)
            {
                broadcasts.Return(broadcast);
            }
        }
    }

    private byte[] Open(long seq, bool isRewound, long? since, long lastSeq)
    {
        using var text = new FrameBuffer();
        EventText.Open(text, options.Retry, seq);
        if (isRewound)
        {
            ControlEvents.Rewound(text, since, lastSeq);
        }

        return text.Written.ToArray();
    }

    private static void Prepare(HttpContext context)
    {
        // Compression would hold events back; where nothing is accepted, none is chosen.
        context.Request.Headers.AcceptEncoding = "identity";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            // A client may be slow, or asleep: it costs nothing.
            rate.MinDataRate = null;
        }

        HttpResponse response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache, no-store";
        response.Headers["X-Accel-Buffering"] = "no";
    }
}
