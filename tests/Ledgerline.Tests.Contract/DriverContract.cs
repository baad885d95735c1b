using Ledgerline.Drivers;
using Ledgerline.Tests.Records;

namespace Ledgerline.Tests.Contract;

/// <summary>One test's driver, a rival on the same storage, and a project that exists.</summary>
/// <typeparam name="TDriver">The driver.</typeparam>
public abstract class DriverContract<TDriver> : IAsyncLifetime
    where TDriver : DriverUnderTest, new()
{
    protected const string ProjectId = "p_contract";

    private readonly TDriver _underTest = new();

    protected ManualClock Clock { get; } = new();

    protected IStorageDriver Driver { get; private set; } = null!;

    /// <summary>Another driver on the same storage, or the same where nobody else can reach it.</summary>
    protected IStorageDriver Rival { get; private set; } = null!;

    protected Project Project { get; private set; } = null!;

    protected Project RivalProject => Rival.Project(ProjectId);

    protected AppendLog<RunEvent> Log => Project.Log(Definitions.History);

    /// <summary>The untyped view of <see cref="Log"/>.</summary>
    protected AppendLog<JsonPayload> RawLog => Project.History;

    /// <summary><see cref="Log"/> as drivers give it.</summary>
    protected ILogStore LogStore => Project.Store.OpenLog("history");

    protected JsonKv<Counter> Counters => Project.Kv(Definitions.Counters);

    /// <summary>Guards against a hang; no test waits for it.</summary>
    protected CancellationToken Deadline { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public async Task InitializeAsync()
    {
        Driver = await _underTest.OpenAsync(Clock);
        await Driver.CreateProjectAsync(ProjectId);
        Project = Driver.Project(ProjectId);
        Rival = await _underTest.OpenRivalAsync(Clock);
    }

    public async Task DisposeAsync()
    {
        await Rival.DisposeAsync();
        await Driver.DisposeAsync();
        await _underTest.DisposeAsync();
    }

    /// <summary>What the rival did is known to the driver from here on.</summary>
    protected ValueTask RivalIsSeenAsync() => _underTest.LookAsync(Driver);

    /// <summary>Closes the rival and opens another, which knows nothing but what is stored.</summary>
    protected async Task ReopenRivalAsync()
    {
        IStorageDriver next = await _underTest.OpenRivalAsync(Clock);
        if (next != Rival)
        {
            await Rival.DisposeAsync();
            Rival = next;
        }
    }

    protected static RunEvent Event(long number) => new RunEvent.Started($"e{number}");

    protected static IEnumerable<RunEvent> Events(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(n => Event(n));

    protected static IEnumerable<long> Seqs(long first, long last)
    {
        for (long seq = first; seq <= last; seq++)
        {
            yield return seq;
        }
    }

    /// <summary>Appends <c>e1</c> to <c>e<paramref name="count"/></c> to an untouched <see cref="Log"/>, so that number and name agree.</summary>
    protected async Task FillAsync(int count) => await Log.AppendBatchAsync(Events(1, count));

    protected async Task<List<LogEntry<RunEvent>>> ReadAsync(LogReadOptions? options = null) =>
        await Log.ReadAsync(options, Deadline).ToListAsync(Deadline);

    protected async Task<List<long>> ReadSeqsAsync(LogReadOptions? options = null) =>
        [.. (await ReadAsync(options)).Select(e => e.Seq)];

    /// <summary>The next numbers of a subscription.</summary>
    protected static async Task<List<long>> TakeAsync<T>(IAsyncEnumerator<LogEntry<T>> subscription, int count)
    {
        ArgumentNullException.ThrowIfNull(subscription);
        List<long> seqs = [];
        while (seqs.Count < count && await subscription.MoveNextAsync())
        {
            seqs.Add(subscription.Current.Seq);
        }

        return seqs;
    }

    protected IAsyncEnumerator<LogEntry<RunEvent>> Subscription(long? sinceSeq = null, Action<LogSkip>? onSkipped = null) =>
        Log.SubscribeAsync(sinceSeq, onSkipped, Deadline).GetAsyncEnumerator(Deadline);
}
