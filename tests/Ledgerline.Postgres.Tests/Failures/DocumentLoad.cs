using System.Collections.Concurrent;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>Some who count in one document, by update and by compare-and-set, and some who watch it, while things happen to the server.</summary>
internal sealed class DocumentLoad
{
    private const string Key = "counter";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Project _project;
    private readonly ConcurrentDictionary<long, bool> _counted = [];
    private readonly List<Watched> _watched = [];

    /// <param name="project">Where the document is.</param>
    public DocumentLoad(Project project) => _project = project;

    public int Counted => _counted.Count;

    public void AddUpdater(Loops loops, Project project) => loops.Add("updater", async () =>
    {
        try
        {
            Count((await project.Meta.UpdateAsync(Key, current => JsonPayload.Parse($"{ValueOf(current) + 1}"))).Value);
        }
        catch (StorageException e) when (e.Kind == StorageErrorKind.Unavailable)
        {
            // The connection was lost behind the change, and another was first: nothing was done.
        }
    });

    public void AddComparer(Loops loops, Project project) => loops.Add("comparer", async () =>
    {
        KvGetResult<JsonPayload> current = await project.Meta.GetAsync(Key);
        JsonPayload next = JsonPayload.Parse($"{ValueOf(current) + 1}");
        PutCondition unchanged = current is KvGetResult<JsonPayload>.Found found ? PutCondition.IfMatch(found.ETag) : PutCondition.IfAbsent;
        if (await project.Meta.PutAsync(Key, next, unchanged) is KvPutResult.Stored)
        {
            Count(next);
        }
    });

    /// <summary>Adds one who is told of changes and looks, and so knows the last number in the end.</summary>
    public void AddWatcher(Project project)
    {
        var watched = new Watched();
        _watched.Add(watched);
        watched.Running = Task.Run(async () =>
        {
            await foreach (KvChange change in project.Meta.WatchAsync(watched.Stop.Token))
            {
                Assert.Equal(Key, change.Key);
                watched.Last = ValueOf(await project.Meta.GetAsync(Key));
            }
        });
    }

    /// <summary>After the loops have stopped: every number was put once, and watchers have come to the last.</summary>
    public async Task CheckAsync()
    {
        long last = ValueOf(await _project.Meta.GetAsync(Key));
        Assert.Equal(Enumerable.Range(1, (int)last).Select(n => (long)n), _counted.Keys.Order());
        foreach (Watched watched in _watched)
        {
            using var deadline = new CancellationTokenSource(Deadline);
            while (watched.Last != last)
            {
                Assert.False(watched.Running.IsFaulted, $"{watched.Running.Exception}");
                await Task.Delay(5, deadline.Token);
            }

            await watched.Stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watched.Running.WaitAsync(Deadline));
            watched.Stop.Dispose();
        }
    }

    private static long ValueOf(KvGetResult<JsonPayload> document) =>
        document is KvGetResult<JsonPayload>.Found found ? found.Value.ToElement().GetInt64() : 0;

    private void Count(JsonPayload number) => Assert.True(_counted.TryAdd(number.ToElement().GetInt64(), true), $"{number} was put twice");

    private sealed class Watched
    {
        private long _last;

        public CancellationTokenSource Stop { get; } = new();

        public Task Running { get; set; } = Task.CompletedTask;

        public long Last
        {
            get => Interlocked.Read(ref _last);
            set => Interlocked.Exchange(ref _last, value);
        }
    }
}
