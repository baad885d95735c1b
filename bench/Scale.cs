namespace Ledgerline.Bench;

/// <summary>How much work the rows are.</summary>
internal sealed record Scale
{
    public const int BatchSize = 1000;
    public const int Appenders = 64;

    /// <summary>The numbers that the documentation reports.</summary>
    public static Scale Full { get; } = new();

    /// <summary>Every row, small, for a first look.</summary>
    public static Scale Quick { get; } = new()
    {
        Rounds = 3,
        LongRounds = 2,
        MemoryRounds = 1,
        FlushedRounds = 3,
        FlushedBatchRounds = 3,
        Appends = 5_000,
        SlowAppends = 1_000,
        FlushedAppends = 60,
        FlushedAppendsEach = 15,
        Batches = 20,
        FlushedBatches = 10,
        Entries = 50_000,
        LargeLines = 2,
        Serializations = 100_000,
        SmallReads = 50,
        SmallLog = 5_000,
        LargeLog = 300_000,
        LargeBlob = 32 << 20,
        WatchedAppends = 50,
        Logs = 300,
        Gets = 5_000,
        Puts = 300,
        FlushedPuts = 64,
        FlushedPutsEach = 4,
        ListedKeys = 1_000,
        Lists = 20,
        ManyPostgresLogs = 10_000,
        FewPostgresLogs = 100,
        FanoutClients = 100,
        ConnectedClients = 500,
        FanoutBatches = 2,
        FanoutAppends = 20,
    };

    public int Rounds { get; private init; } = 9;

    /// <summary>Rounds of work that takes seconds.</summary>
    public int LongRounds { get; private init; } = 5;

    /// <summary>Rounds of a child process that works on the largest log.</summary>
    public int MemoryRounds { get; private init; } = 3;

    /// <summary>More and shorter ones, because a disk that others use too drifts the most.</summary>
    public int FlushedRounds { get; private init; } = 41;

    public int FlushedBatchRounds { get; private init; } = 15;

    public int Appends { get; private init; } = 100_000;

    /// <summary>Appends of those that are ten times slower.</summary>
    public int SlowAppends { get; private init; } = 10_000;

    public int FlushedAppends { get; private init; } = 120;

    /// <summary>Flushed appends of each of the appenders.</summary>
    public int FlushedAppendsEach { get; private init; } = 50;

    public int Batches { get; private init; } = 200;

    public int FlushedBatches { get; private init; } = 100;

    /// <summary>Entries of the log that is read.</summary>
    public int Entries { get; private init; } = 1_000_000;

    /// <summary>Lines of 20 MiB in the skewed log.</summary>
    public int LargeLines { get; private init; } = 8;

    /// <summary>Small values that are written or read in memory.</summary>
    public int Serializations { get; private init; } = 500_000;

    public int SmallReads { get; private init; } = 500;

    public int SmallLog { get; private init; } = 100_000;

    /// <summary>Entries of the largest log: a little more than 1 GiB.</summary>
    public int LargeLog { get; private init; } = 10_000_000;

    /// <summary>Bytes of the file that is written and read whole.</summary>
    public long LargeBlob { get; private init; } = 1 << 30;

    public int WatchedAppends { get; private init; } = 200;

    public int Logs { get; private init; } = 20_000;

    public int Gets { get; private init; } = 50_000;

    public int Puts { get; private init; } = 1_000;

    public int FlushedPuts { get; private init; } = 128;

    /// <summary>Flushed puts of each of the writers.</summary>
    public int FlushedPutsEach { get; private init; } = 10;

    public int ListedKeys { get; private init; } = 10_000;

    public int Lists { get; private init; } = 50;

    public int ManyPostgresLogs { get; private init; } = 1_000_000;

    public int FewPostgresLogs { get; private init; } = 1_000;

    /// <summary>Clients of one log's events.</summary>
    public int FanoutClients { get; private init; } = 1_000;

    /// <summary>Clients that are connected and take nothing.</summary>
    public int ConnectedClients { get; private init; } = 10_000;

    public int FanoutBatches { get; private init; } = 40;

    /// <summary>Single appends that all clients have before the next.</summary>
    public int FanoutAppends { get; private init; } = 100;
}
