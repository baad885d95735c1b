using System.Text;
using Ledgerline.Drivers;
using Ledgerline.FileSystem;

namespace Ledgerline.Tests.Simulation;

/// <summary>A process that uses the log: a driver of its own over the shared machine.</summary>
internal sealed class SimulatedProcess : IDisposable
{
    public const string Root = "/data";
    public const string LogPath = "/data/projects/p/.meta/history.jsonl";

    private readonly FileSystemDriver _driver;

    public SimulatedProcess(string name, SimulatedMachine machine, TimeProvider clock, Random random, Func<Disk, Disk> wrap)
    {
        Name = name;
        Disk = new SimulatedDisk(machine, new FaultPlan(random));
        _driver = new FileSystemDriver(Root, new() { TimeProvider = clock }, wrap(Disk));
        Log = _driver.Project("p").Store.OpenLog("history");
    }

    public string Name { get; }

    public SimulatedDisk Disk { get; }

    public ILogStore Log { get; }

    public IStorageDriver Driver => _driver;

    public Project Project => _driver.Project("p");

    public List<ScenarioFollower> Followers { get; } = [];

    /// <summary>What ends with the process.</summary>
    public List<IDisposable> Owned { get; } = [];

    public void CreateProject() => _driver.CreateProjectAsync("p").GetAwaiter().GetResult();

    public IReadOnlyList<ObservedEntry> ReadAll()
    {
        List<ObservedEntry> entries = [];
        using LogCursor cursor = Log.OpenReader(new LogReadOptions());
        while (cursor.MoveNext())
        {
            entries.Add(Observe(cursor.Current));
        }

        return entries;
    }

    public LogInfo Info() => Log.GetInfoAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    public static ObservedEntry Observe(RawLogEntry entry) => new(entry.Seq, Encoding.UTF8.GetString(entry.Payload.Span));

    /// <summary>Ends the process, properly or after it was stopped.</summary>
    public void Dispose()
    {
        Disk.Faults.Rate = 0;
        Disk.Faults.CallsLeft = null;
        Disk.OnCall = null;
        foreach (ScenarioFollower follower in Followers)
        {
            follower.Dispose();
        }

        Owned.ForEach(static owned => owned.Dispose());

        _driver.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Disk.Stop();
    }
}
