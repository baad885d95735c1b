namespace Ledgerline.Bench.Postgres;

/// <summary>Our own contender on PostgreSQL: a log of a project in a schema of its own, or of one that is there.</summary>
internal sealed class PostgresLedger : IAsyncDisposable
{
    public const string ProjectId = "bench";

    private readonly PostgresDriver _driver;
    private readonly bool _isOurs;

    private PostgresLedger(string schema, bool isOurs, Durability durability)
    {
        _isOurs = isOurs;
        Schema = schema;
        _driver = new PostgresDriver(BenchServer.ConnectionString, new() { Schema = schema, Durability = durability });
        Project = _driver.Project(ProjectId);
        Log = Project.TweakLog();
    }

    public string Schema { get; }

    public Project Project { get; }

    public AppendLog<Tweak> Log { get; }

    /// <summary>A new log, whose schema goes with it.</summary>
    public static async Task<PostgresLedger> CreateAsync(Durability durability = Durability.Flushed)
    {
        var ledger = new PostgresLedger(BenchServer.NewSchemaName(), isOurs: true, durability);
        await ledger._driver.CreateProjectAsync(ProjectId);
        return ledger;
    }

    /// <summary>A log that is there, by a driver of its own, as another process has it.</summary>
    public static PostgresLedger Open(string schema, Durability durability = Durability.Flushed) =>
        new(schema, isOurs: false, durability);

    /// <summary>One awaited append at a time.</summary>
    public async Task AppendEachAsync(Tweak[] tweaks)
    {
        foreach (Tweak tweak in tweaks)
        {
            await Log.AppendAsync(tweak);
        }
    }

    /// <summary>As many appenders as there are shares, each with one awaited append at a time.</summary>
    public Task AppendConcurrentlyAsync(Tweak[][] shares) =>
        Task.WhenAll(shares.Select(share => Task.Run(() => AppendEachAsync(share))));

    public async Task<Tally> TallyAsync(LogReadOptions? options = null)
    {
        Tally tally = default;
        await foreach (LogEntry<Tweak> entry in Log.ReadAsync(options ?? new()))
        {
            tally = tally.With(entry.Data.N);
        }

        return tally;
    }

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        if (_isOurs)
        {
            await BenchServer.DropAsync(Schema);
        }
    }
}
