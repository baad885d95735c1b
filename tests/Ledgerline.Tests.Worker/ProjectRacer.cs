using System.Diagnostics;
using Ledgerline;

/// <summary>Writes and follows in a project that another process deletes and makes anew, and says what it was told and when.</summary>
internal static class ProjectRacer
{
    /// <summary>
    /// Appends and puts until its input ends. Prints <c>append</c> or <c>put</c>, when it began and ended, the seq (or 0, or -
    /// where there was no project), a number of its own, and how often that was appended.
    /// </summary>
    public static async Task WriteAsync(Project project, int first, string key, Durability durability)
    {
        // The console reads synchronously, whatever it is asked.
        Task<string> stop = Task.Run(Console.In.ReadToEnd);
        for (int number = first; !stop.IsCompleted; number++)
        {
            JsonPayload payload = JsonPayload.Parse($"{number}");
            int count = 1 + (number % 3);
            await PrintAsync("append", number, count, async () => count == 2
                ? project.History.AppendBatch([payload, payload], durability).FirstSeq
                : (await project.History.AppendBatchAsync(Enumerable.Repeat(payload, count), durability)).FirstSeq);
            await PrintAsync("put", number, 1, async () =>
            {
                await project.Meta.PutAsync(key, payload, durability: durability);
                return 0;
            });
        }
    }

    /// <summary>Follows the log and the documents. Prints <c>ready</c>, and <c>ended</c> when everything has.</summary>
    public static async Task FollowAsync(Project project)
    {
        Task[] ends =
        [
            EndAsync(project.History.SubscribeAsync().GetAsyncEnumerator()),
            EndAsync(project.History.SubscribeAsync(0).GetAsyncEnumerator()),
            EndAsync(project.Log("never").SubscribeAsync(0).GetAsyncEnumerator()),
            EndAsync(project.Meta.WatchAsync().GetAsyncEnumerator()),
        ];
        Console.WriteLine("ready");
        await Task.WhenAll(ends);
        Console.WriteLine("ended");
    }

    /// <summary>Deletes the project at each line of its input. Prints <c>ready</c>, then each time whether there was one.</summary>
    public static async Task DeleteAsync(IStorageDriver driver, string project)
    {
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(await driver.DeleteProjectAsync(project));
        }
    }

    private static async Task EndAsync<T>(IAsyncEnumerator<T> source)
    {
        await using (source)
        {
            while (await source.MoveNextAsync())
            {
            }
        }
    }

    private static async Task PrintAsync(string what, int number, int count, Func<Task<long>> run)
    {
        long begun = Stopwatch.GetTimestamp();
        string seq = "-";
        try
        {
            seq = $"{await run()}";
        }
        catch (ProjectNotFoundException)
        {
        }

        Console.WriteLine($"{what} {begun} {Stopwatch.GetTimestamp()} {seq} {number} {count}");
    }
}
