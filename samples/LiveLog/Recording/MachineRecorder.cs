using System.Diagnostics;
using Ledgerline;

namespace LiveLog.Recording;

/// <summary>Appends what happens on this machine: processes five times a second, what rises once, levels every five seconds.</summary>
internal sealed partial class MachineRecorder(IStorageDriver driver, ILogger<MachineRecorder> logger) : BackgroundService
{
    public const string ProjectId = "machine";
    private const int LooksPerSecond = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            Unsupported(logger);
            return;
        }

        await driver.CreateProjectAsync(ProjectId, stoppingToken);
        AppendLog<MachineEvent> log = driver.Project(ProjectId).MachineEventLog();
        var processes = new ProcessTable();
        var counters = new Counters();
        long second = Stopwatch.GetTimestamp();
        List<MachineEvent> seen = [Begin()];
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / LooksPerSecond));
        for (int look = 0; ; look++)
        {
            seen.AddRange(processes.Look());
            if (look % LooksPerSecond == 0)
            {
                seen.AddRange(counters.Look());
                if (processes.FindBusiest(Stopwatch.GetElapsedTime(second).TotalSeconds) is { } busiest)
                {
                    seen.Add(busiest);
                }

                second = Stopwatch.GetTimestamp();
                if (look % (LooksPerSecond * 5) == 0)
                {
                    seen.AddRange(Counters.LookAtLevels());
                }
            }

            // A look need not survive a power cut, and a flush would itself be disk activity to tell of.
            await log.AppendBatchAsync(seen, Durability.Buffered, stoppingToken);
            seen.Clear();
            if (!await timer.WaitForNextTickAsync(stoppingToken))
            {
                return;
            }
        }
    }

    private static MachineEvent.Recording Begin() => new(
        Environment.MachineName,
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        ProcessTable.UptimeSeconds());

    [LoggerMessage(LogLevel.Warning, "Only Linux tells in /proc what happens: nothing is recorded here, existing logs are shown.")]
    private static partial void Unsupported(ILogger logger);
}
