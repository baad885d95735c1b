using Ledgerline;
using Ledgerline.AspNetCore;
using LiveLog.Recording;

namespace LiveLog.Logs;

/// <summary>The logs as streams, and what the page needs beside them: which logs there are, what one holds, and where a time is in it.</summary>
internal static class LogEndpoints
{
    private const int MostListed = 500;

    /// <summary>Serves every log that is there now, and the one of this machine.</summary>
    public static async Task MapLogsAsync(this WebApplication app)
    {
        RouteGroupBuilder logs = app.MapGroup("/logs");
        logs.MapLogEvents<MachineEvent>($"{{project}}/{MachineEvent.LogName}/{{key?}}/events", Follow);
        foreach (string name in await FindNamesAsync(app.Services.GetRequiredService<IStorageDriver>()))
        {
            if (name != MachineEvent.LogName)
            {
                logs.MapLogEvents($"{{project}}/{name}/{{key?}}/events", name, Follow);
            }
        }

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

    private static void Follow(LogEventOptions options)
    {
        options.IncludeTime = true;
        options.Retry = TimeSpan.FromMilliseconds(500);
    }

    private static async Task<HashSet<string>> FindNamesAsync(IStorageDriver driver)
    {
        HashSet<string> names = [];
        await foreach (string id in driver.ListProjectIdsAsync())
        {
            await foreach (string name in driver.Project(id).ListLogsAsync())
            {
                names.Add(name);
            }
        }

        return names;
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
