using System.Diagnostics;
using System.Text;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>
/// Everything that writes and follows goes on while the project is deleted, and perhaps made anew: what the calls were told
/// fits what is there afterwards.
/// </summary>
public abstract class RacingDeletionContract<TDriver> : DriverContract<TDriver>
    where TDriver : DriverUnderTest, new()
{
    private const int Rounds = 40;
    private const int Writers = 8;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_older_system_deleteProject_racing_appends_brings_the_directory_back_and_acknowledges_entries_that_are_gone(
        bool isMadeAnew)
    {
        var random = new Random(isMadeAnew ? 1 : 2);
        for (int round = 0; round < Rounds; round++)
        {
            var race = new ProjectRace();
            using var stop = new CancellationTokenSource();
            Task[] writers = [.. Enumerable.Range(0, Writers).Select(n => Task.Run(() => WriteAsync(n, race, stop.Token)))];
            Task[] followers = [.. Followers()];
            await Task.Delay(random.Next(4), Deadline);

            race.Deleting();
            Assert.True(await (round % 2 == 0 ? Driver : Rival).DeleteProjectAsync(ProjectId));
            race.Deleted();
            await Task.WhenAll(followers).WaitAsync(Deadline);
            if (isMadeAnew)
            {
                await Task.Delay(random.Next(3), Deadline);
                race.Creating();
                Assert.True(await (round % 3 == 0 ? Driver : Rival).CreateProjectAsync(ProjectId));
                race.Created();
                await Task.Delay(random.Next(4), Deadline);
            }

            await stop.CancelAsync();
            await Task.WhenAll(writers).WaitAsync(Deadline);
            if (isMadeAnew)
            {
                await CheckAsync(race);
                continue;
            }

            race.CheckNothingIsAcknowledged();
            Assert.Empty(await Driver.ListProjectIdsAsync(Deadline).ToListAsync(Deadline));
            await Assert.ThrowsAsync<ProjectNotFoundException>(async () => await Log.GetInfoAsync());
            Assert.True(await Driver.CreateProjectAsync(ProjectId));
            Assert.Empty(await Project.ListLogsAsync(Deadline).ToListAsync(Deadline));
            Assert.Empty(await Counters.ListAsync(cancellationToken: Deadline).ToListAsync(Deadline));
            Assert.Empty(await Project.Files.ListAsync(cancellationToken: Deadline).ToListAsync(Deadline));
        }
    }

    private async Task WriteAsync(int writer, ProjectRace race, CancellationToken stop)
    {
        Project project = writer % 2 == 0 ? Project : RivalProject;
        AppendLog<RunEvent> log = project.Log(Definitions.History);
        JsonKv<Counter> counters = project.Kv(Definitions.Counters);
        AppendLog<JsonPayload> cut = project.Log("cut");
        BlobStore files = project.Files;
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            // Writers of memory never wait, and others want to run.
            await Task.Yield();
            int number = (writer * 1_000_000) + i;
            Durability durability = i % 8 == 0 ? Durability.Flushed : Durability.Buffered;
            RunEvent[] batch = [Event(number), Event(number), Event(number)];
            switch (writer)
            {
                case 0:
                    await race.AppendAsync(number, 1, async () => (await log.AppendAsync(Event(number), durability)).FirstSeq);
                    break;
                case 1:
                    await race.AppendAsync(number, 1, () => Task.FromResult(log.Append(Event(number), durability).FirstSeq));
                    break;
                case 2:
                    await race.AppendAsync(number, 3, async () => (await log.AppendBatchAsync(batch, durability)).FirstSeq);
                    break;
                case 3:
                    await race.PutAsync("put", number, () => counters.PutAsync("put", new Counter(number), durability: durability).AsTask());
                    break;
                case 4:
                    await race.PutAsync("update", number, () => counters.UpdateAsync("update", _ => new Counter(number), durability).AsTask());
                    await race.RunAsync(() => counters.DeleteAsync("deleted").AsTask());
                    await race.RunAsync(() => counters.GetAsync("put").AsTask());
                    break;
                case 6:
                    await race.PutAsync("d/blob", number, () => files.WriteAsync("d/blob", $"{number}", durability: durability).AsTask());
                    await race.RunAsync(() => files.ReadAllBytesAsync("d/blob").AsTask());
                    break;
                case 7:
                    await race.PutAsync("d/stream", number, () => files.WriteAsync("d/stream", new MemoryStream(Encoding.ASCII.GetBytes($"{number}")), durability: durability).AsTask());
                    await race.RunAsync(() => files.DeleteAsync("deleted").AsTask());
                    await race.RunAsync(() => files.ListAsync(null, Deadline).ToListAsync(Deadline).AsTask());
                    break;
                default:
                    await race.RunAsync(() => cut.AppendAsync(JsonPayload.Parse("1"), durability).AsTask());
                    await race.RunAsync(() => cut.TruncateBeforeAsync(i).AsTask());
                    await race.RunAsync(() => cut.GetInfoAsync().AsTask());
                    break;
            }
        }
    }

    private IEnumerable<Task> Followers()
    {
        foreach (Project project in new[] { Project, RivalProject })
        {
            AppendLog<RunEvent> log = project.Log(Definitions.History);
            yield return Task.Run(() => FollowAsync(log, null));
            yield return Task.Run(() => FollowAsync(log, 0));
            yield return Task.Run(() => WatchAsync(project.Kv(Definitions.Counters)));
            yield return Task.Run(() => WatchAsync(project.Files));
        }
    }

    /// <summary>Ends with the project, or finds that it is gone already.</summary>
    private async Task FollowAsync(AppendLog<RunEvent> log, long? sinceSeq)
    {
        try
        {
            long last = sinceSeq ?? -1;
            await foreach (LogEntry<RunEvent> entry in log.SubscribeAsync(sinceSeq, cancellationToken: Deadline))
            {
                Assert.True(last == -1 || entry.Seq == last + 1, $"{entry.Seq} follows {last}");
                last = entry.Seq;
            }
        }
        catch (ProjectNotFoundException)
        {
        }
    }

    private async Task WatchAsync(JsonKv<Counter> counters)
    {
        try
        {
            await foreach (KvChange change in counters.WatchAsync(Deadline))
            {
                Assert.True(change.Kind == KvChangeKind.Put, $"{change.Key} was not deleted by itself");
            }
        }
        catch (ProjectNotFoundException)
        {
        }
    }

    private async Task WatchAsync(BlobStore files)
    {
        try
        {
            await foreach (BlobChange change in files.WatchAsync(null, TimeSpan.Zero, Deadline))
            {
                Assert.True(change.Kind == BlobChangeKind.Put, $"{change.Path} was not deleted by itself");
            }
        }
        catch (ProjectNotFoundException)
        {
        }
    }

    private async Task CheckAsync(ProjectRace race)
    {
        foreach (Project project in new[] { Project, RivalProject })
        {
            List<LogEntry<RunEvent>> entries = await project.Log(Definitions.History).ReadAsync(null, Deadline).ToListAsync(Deadline);
            Assert.Equal(Seqs(1, entries.Count), entries.Select(e => e.Seq));
            race.CheckEntries([.. entries.Select(e => int.Parse(((RunEvent.Started)e.Data).Name[1..], null))]);
            foreach (string key in new[] { "put", "update" })
            {
                race.CheckDocument(key, await project.Kv(Definitions.Counters).GetAsync(key) is KvGetResult<Counter>.Found found ? (int)found.Value.Value : null);
            }

            foreach (string path in new[] { "d/blob", "d/stream" })
            {
                race.CheckDocument(path, await project.Files.ReadAllTextAsync(path) is { } text ? int.Parse(text, null) : null);
            }
        }
    }
}
