using System.Buffers;
using System.Text;
using System.Text.Json;
using Ledgerline;

namespace LiveLog.Logs;

internal static class TemporaryEvents
{
    public static void MapTemporary(this WebApplication app)
    {
        app.MapGet("/logs/{project}/{log}/events", (string project, string log, HttpContext c, IStorageDriver d) => ServeAsync(d.Project(project).Log(log), c));
        app.MapGet("/logs/{project}/{log}/{key}/events", (string project, string log, string key, HttpContext c, IStorageDriver d) => ServeAsync(d.Project(project).Log(log, key), c));
    }

    private static async Task ServeAsync(AppendLog<JsonPayload> log, HttpContext context)
    {
        CancellationToken ct = context.RequestAborted;
        long since = 0;
        if (context.Request.Headers["Last-Event-ID"].FirstOrDefault() is { Length: > 0 } id) since = long.Parse(id, null);
        else if (context.Request.Query["since"].FirstOrDefault() is { Length: > 0 } q) since = long.Parse(q, null);
        LogInfo info = await log.GetInfoAsync(ct);
        if (info.IsCompleted && since >= info.LastSeq) { context.Response.StatusCode = 204; return; }
        context.Response.ContentType = "text/event-stream";
        var writer = context.Response.BodyWriter;
        void Write(string s) => writer.Write(Encoding.UTF8.GetBytes(s));
        Write("retry: 1000\n\n");
        await writer.FlushAsync(ct);
        while (true)
        {
            try
            {
                await foreach (LogEntry<JsonPayload> e in log.SubscribeAsync(since, cancellationToken: ct))
                {
                    since = e.Seq;
                    JsonElement data = e.Data.ToElement();
                    string kind = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("kind", out var k) ? k.GetString()! : "message";
                    Write($"id: {e.Seq}\nevent: {kind}\ndata: {{\"seq\":{e.Seq},\"ts\":{e.Timestamp.ToUnixTimeMilliseconds()},\"data\":{e.Data}}}\n\n");
                    if (writer.UnflushedBytes > 32000 || e.Seq >= info.LastSeq) await writer.FlushAsync(ct);
                }
                Write($"event: log.completed\ndata: {{\"lastSeq\":{since}}}\n\n");
                await writer.FlushAsync(ct);
                return;
            }
            catch (LogTruncatedException e)
            {
                Write($"event: log.truncated\ndata: {{\"sinceSeq\":{e.SinceSeq},\"firstSeq\":{e.FirstSeq}}}\n\n");
                since = e.FirstSeq - 1;
            }
            catch (LogRewoundException e)
            {
                Write($"event: log.rewound\ndata: {{\"sinceSeq\":{e.SinceSeq},\"lastSeq\":{e.LastSeq}}}\n\n");
                return;
            }
            catch (LogCorruptException e)
            {
                Write($"event: log.corrupt\ndata: {{\"cause\":\"{JsonEncodedText.Encode(e.Message)}\"}}\n\n");
                return;
            }
        }
    }
}
