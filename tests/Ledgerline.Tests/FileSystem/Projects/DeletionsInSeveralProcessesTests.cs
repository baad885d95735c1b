using Ledgerline.Tests.Contract;

namespace Ledgerline.Tests.FileSystem.Projects;

/// <summary>Other processes write, follow and delete in a project that this one deletes and makes anew.</summary>
public sealed class DeletionsInSeveralProcessesTests : IAsyncLifetime, IDisposable
{
    private const int Rounds = 6;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly DataDirectory _directory = new();
    private readonly FileSystemDriver _driver;

    public DeletionsInSeveralProcessesTests() => _driver = new FileSystemDriver(_directory.Path);

    private Project Project => _driver.Project("p");

    private string Deleted => Path.Combine(_directory.Path, "projects", ".deleted");

    public Task InitializeAsync() => _driver.CreateProjectAsync("p");

    public async Task DisposeAsync() => await _driver.DisposeAsync();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Durability.Buffered, false)]
    [InlineData(Durability.Buffered, true)]
    [InlineData(Durability.Flushed, true)]
    public async Task What_writers_in_other_processes_were_told_fits_what_is_there(Durability durability, bool isMadeAnew)
    {
        for (int round = 0; round < Rounds; round++)
        {
            await _driver.CreateProjectAsync("p");
            var race = new ProjectRace();
            using WorkerProcess a = WorkerProcess.Start("race", _directory.Path, "p", "0", "a", $"{durability}");
            using WorkerProcess b = WorkerProcess.Start("race", _directory.Path, "p", "1000000", "b", $"{durability}");
            for (int i = 0; i < 20; i++)
            {
                race.Note((await a.ReadLineAsync())!, "a");
                race.Note((await b.ReadLineAsync())!, "b");
            }

            Task<string[]>[] told = [a.CompleteAsync(), b.CompleteAsync()];
            race.Deleting();
            Assert.True(await _driver.DeleteProjectAsync("p").WaitAsync(Deadline));
            race.Deleted();
            if (isMadeAnew)
            {
                await Task.Delay(round);
                race.Creating();
                Assert.True(await _driver.CreateProjectAsync("p").WaitAsync(Deadline));
                race.Created();
            }

            await Task.Delay(20);
            a.EndInput();
            b.EndInput();
            foreach (string line in await told[0])
            {
                race.Note(line, "a");
            }

            foreach (string line in await told[1])
            {
                race.Note(line, "b");
            }

            race.CheckNothingIsAcknowledged();
            if (isMadeAnew)
            {
                List<LogEntry<JsonPayload>> entries = await Project.History.ReadAsync().ToListAsync();
                Assert.Equal(Enumerable.Range(1, entries.Count).Select(n => (long)n), entries.Select(e => e.Seq));
                race.CheckEntries([.. entries.Select(e => e.Data.ToElement().GetInt32())]);
                race.CheckDocument("a", await GetAsync("a"));
                race.CheckDocument("b", await GetAsync("b"));
            }
            else
            {
                Assert.Empty(await _driver.ListProjectIdsAsync().ToListAsync());
                Assert.Empty(Directory.EnumerateFileSystemEntries(Deleted));
                Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_directory.Path, ".locks")));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Subscriptions_in_another_process_end(bool isMadeAnewAtOnce)
    {
        for (int round = 0; round < 3; round++)
        {
            await _driver.CreateProjectAsync("p");
            if (round > 0)
            {
                await Project.History.AppendAsync(JsonPayload.Parse("1"));
                await Project.Meta.PutAsync("d", JsonPayload.Parse("1"));
            }

            using WorkerProcess follower = WorkerProcess.Start("ended", _directory.Path, "p", "0");
            Assert.Equal("ready", await follower.ReadLineAsync());
            Assert.True(await _driver.DeleteProjectAsync("p"));
            if (isMadeAnewAtOnce)
            {
                await _driver.CreateProjectAsync("p");
                await Project.History.AppendBatchAsync([JsonPayload.Parse("1"), JsonPayload.Parse("2"), JsonPayload.Parse("3")]);
                await Project.Log("never").AppendAsync(JsonPayload.Parse("1"));
                await Project.Meta.PutAsync("d", JsonPayload.Parse("1"));
            }

            Assert.Equal(["ended"], await follower.CompleteAsync());
        }
    }

    [Fact]
    public async Task Of_processes_that_delete_at_once_one_deletes()
    {
        using WorkerProcess a = WorkerProcess.Start("delete", _directory.Path, "p", "0");
        using WorkerProcess b = WorkerProcess.Start("delete", _directory.Path, "p", "0");
        Assert.Equal("ready", await a.ReadLineAsync());
        Assert.Equal("ready", await b.ReadLineAsync());
        for (int round = 0; round < 50; round++)
        {
            await _driver.CreateProjectAsync("p");
            Assert.Equal(1, (await Project.History.AppendAsync(JsonPayload.Parse("1"), Durability.Buffered)).FirstSeq);
            await Task.WhenAll(a.WriteLineAsync("now"), b.WriteLineAsync("now"));
            bool here = round % 2 == 0 && await _driver.DeleteProjectAsync("p");
            string[] told = [$"{here}", (await a.ReadLineAsync())!, (await b.ReadLineAsync())!];
            Assert.Single(told, t => t == "True");
            Assert.Empty(await _driver.ListProjectIdsAsync().ToListAsync());
        }
    }

    [Fact]
    public async Task A_deletion_that_is_killed_is_finished_by_the_next_process_that_opens_the_root()
    {
        var random = new Random(1);
        for (int round = 0; round < 5; round++)
        {
            await _driver.CreateProjectAsync("p");
            await Project.History.AppendAsync(JsonPayload.Parse("1"));
            for (int i = 0; i < 150; i++)
            {
                Directory.CreateDirectory(Path.Combine(_directory.Path, "projects", "p", $"{i}", "x"));
            }

            using WorkerProcess worker = WorkerProcess.Start("delete", _directory.Path, "p", "0");
            Assert.Equal("ready", await worker.ReadLineAsync());
            await worker.WriteLineAsync("now");
            await Task.Delay(random.Next(30));
            await worker.KillAndReadAsync();
            await using var next = new FileSystemDriver(_directory.Path);
            if (await next.ListProjectIdsAsync().AnyAsync())
            {
                Assert.Equal(1, (await next.Project("p").History.GetInfoAsync()).LastSeq);
                Assert.Equal(150, Directory.GetDirectories(Path.Combine(_directory.Path, "projects", "p"), "*", new EnumerationOptions { AttributesToSkip = FileAttributes.Hidden }).Length);
                Assert.True(await next.DeleteProjectAsync("p").WaitAsync(Deadline));
            }

            for (int i = 0; Directory.Exists(Deleted) && Directory.EnumerateFileSystemEntries(Deleted).Any(); i++)
            {
                Assert.True(i < 3000);
                await Task.Delay(10);
            }

            Assert.True(await next.CreateProjectAsync("p").WaitAsync(Deadline));
            Assert.Equal(1, (await next.Project("p").History.AppendAsync(JsonPayload.Parse("1"))).FirstSeq);
            Assert.True(await next.DeleteProjectAsync("p").WaitAsync(Deadline));
        }
    }

    private async Task<int?> GetAsync(string key) =>
        await Project.Meta.GetAsync(key) is KvGetResult<JsonPayload>.Found found ? found.Value.ToElement().GetInt32() : null;
}
