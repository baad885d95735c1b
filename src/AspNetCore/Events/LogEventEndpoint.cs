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
            WebLogging.StreamFailed(broadcasts.Logger, e, context.Request.Path);
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
        string project = scope.Project ?? throw new InvalidOperationException(
            $"The route names no project: put {{project}} into its pattern, or set {nameof(LogEventOptions)}.{nameof(LogEventOptions.Project)}.");
        ILogStore store = driver.Project(project).Store.OpenLog(logName, scope.Key);
        LogBroadcast broadcast = broadcasts.Take(store, format);
        EventStream? stream = null;
        try
        {
            LogInfo info;
            while (true)
            {
                // In this order: a log whose last number is below what was sent before it was asked is another log.
                long sent = broadcast.LastSeq;
                info = await store.GetInfoAsync(context.RequestAborted).ConfigureAwait(false);
                if (info.LastSeq >= sent)
                {
                    break;
                }

                broadcast.Rewind();
                broadcasts.Return(broadcast);
                broadcast = broadcasts.Take(store, format);
            }

            if (!await IsAnsweredAsync(context, cursor, info).ConfigureAwait(false))
            {
                Prepare(context);
                bool isRewound = cursor.IsReturning && !(cursor.Seq <= info.LastSeq);
                long seq = isRewound ? 0 : cursor.Seq ?? info.LastSeq;
                byte[] opening = Open(seq, isRewound, cursor.Seq, info.LastSeq);
                broadcast.Start(info);
                stream = new EventStream(context, broadcasts, broadcast, logName, seq, options.Heartbeat);
                await RunAsync(context, stream, opening).ConfigureAwait(false);
            }
        }
        finally
        {
            // A stream may have gone on to another one.
            broadcasts.Return(stream?.Broadcast ?? broadcast);
        }
    }

    /// <summary>Answers without a stream, where there is none to begin.</summary>
    private static async ValueTask<bool> IsAnsweredAsync(HttpContext context, EventCursor cursor, LogInfo info)
    {
        // Only now: who may not see the project, or whether there is one, is told nothing else.
        string? fault = cursor switch
        {
            { Fault: { } found } => found,
            { IsReturning: false, Seq: { } since } when since > info.LastSeq =>
                $"The parameter '{EventCursor.QueryName}' is {since}, and the log's last entry is {info.LastSeq}.",
            _ => null,
        };
        if (fault is not null)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, fault).ConfigureAwait(false);
            return true;
        }

        if (cursor.IsReturning && info.IsCompleted && cursor.Seq == info.LastSeq)
        {
            // To a browser: do not return.
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return true;
        }

        return false;
    }

    private async Task RunAsync(HttpContext context, EventStream stream, byte[] opening)
    {
        if (!broadcasts.TryAdd(stream))
        {
            // A broken connection makes a browser return, to another server perhaps; any answer but a stream would not.
            context.Abort();
            return;
        }

        try
        {
            await stream.RunAsync(opening).ConfigureAwait(false);
        }
        finally
        {
            broadcasts.Remove(stream);
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
