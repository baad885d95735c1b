using Ledgerline;

namespace LiveLog.Logs;

/// <summary>What the page needs beside the stream: which logs there are, what one holds, and where a time is in it.</summary>
internal static class LogEndpoints
{
    private const int MostListed = 500;

    public static void MapLogs(this WebApplication app)
    {
        RouteGroupBuilder logs = app.MapGroup("/logs");
        logs.MapGet("", ListAsync);
        logs.MapGet("{project}/{log}", (string project, string log, IStorageDriver driver, CancellationToken cancellation) =>
            LogDescription.OfAsync(project, driver.Project(project).Log(log), cancellation));
        logs.MapGet("{project}/{log}/{key}", (string project, string log, string key, IStorageDriver driver, CancellationToken cancellation) =>
            LogDescription.OfAsync(project, driver.Project(project).Log(log, key), cancellation));
        logs.MapGet("{project}/{log}/at/{time:long}", (string project, string log, long time, IStorageDriver driver, CancellationToken cancellation) =>
            FindAsync(driver.Project(project).Log(log), time, cancellation));
        logs.MapGet("{project}/{log}/{key}/at/{time:long}", (string project, string log, string key, long time, IStorageDriver driver, CancellationToken cancellation) =>
            FindAsync(driver.Project(project).Log(log, key), time, cancellation));
    }

    private static async Task<List<LogDescription>> ListAsync(IStorageDriver driver, CancellationToken cancellation)
    {
        List<LogDescription> found = [];
        await foreach (string id in driver.ListProjectIdsAsync(cancellation))
        {
            Project project = driver.Project(id);
            await foreach (string name in project.ListLogsAsync(cancellation))
            {
                AppendLog<JsonPayload> log = project.Log(name);
                if (await log.ExistsAsync(cancellation))
                {
                    found.Add(await LogDescription.OfAsync(id, log, cancellation));
                }

                await foreach (string key in project.ListLogKeysAsync(name, cancellation))
                {
                    found.Add(await LogDescription.OfAsync(id, project.Log(name, key), cancellation));
                    if (found.Count >= MostListed)
                    {
                        return found;
                    }
                }
            }
        }

        return found;
    }

    private static async Task<LogPlace> FindAsync(AppendLog<JsonPayload> log, long time, CancellationToken cancellation)
    {
        var after = new LogReadOptions { After = DateTimeOffset.FromUnixTimeMilliseconds(time), Limit = 1 };
        await foreach (LogEntry<JsonPayload> entry in log.ReadAsync(after, cancellation))
        {
            return new(entry.Seq, entry.Timestamp.ToUnixTimeMilliseconds());
        }

        return new(null, null);
    }
}
