using Ledgerline;

namespace LiveLog.Recording;

/// <summary>
/// What happens on this machine, as Linux tells it in <c>/proc</c>. Of a process only the name is kept, never its
/// arguments, which may hold secrets.
/// </summary>
[AppendLog(LogName, MaxEntries = 200_000)]
public abstract partial record MachineEvent
{
    public const string LogName = "events";

    /// <summary>The recorder began to look: what came before, if anything, was an earlier run.</summary>
    public sealed record Recording(string Host, string Kernel, int Cores, long MemoryBytes, double UptimeSeconds) : MachineEvent;

    /// <summary>A process began.</summary>
    public sealed record Started(string Command, int Pid, string? Parent, int ParentPid) : MachineEvent;

    /// <summary>A process is gone. Its processor time is what was last seen of it.</summary>
    public sealed record Ended(string Command, int Pid, double Seconds, double CpuSeconds) : MachineEvent;

    /// <summary>The process that used the processors most in the last second; 100 is one core.</summary>
    public sealed record Busiest(string Command, int Pid, double CpuPercent, long ResidentBytes) : MachineEvent;

    /// <summary>How much of all cores was used in the last second, and how often they changed from one thread to another.</summary>
    public sealed record Cpu(double Percent, double UserPercent, double SystemPercent, double WaitPercent, long Switches) : MachineEvent;

    /// <summary>The load averages over 1, 5 and 15 minutes.</summary>
    public sealed record Load(double One, double Five, double Fifteen, int Running, int Threads) : MachineEvent;

    /// <summary>Memory in use, and what could still be had without swapping.</summary>
    public sealed record Memory(long UsedBytes, long AvailableBytes, long CachedBytes, long TotalBytes) : MachineEvent;

    /// <summary>What all disks read and wrote in the last second; not told where there was nothing.</summary>
    public sealed record Disk(long ReadBytes, long WrittenBytes, long Operations) : MachineEvent;

    /// <summary>What one network interface received and sent in the last second; not told where there was nothing.</summary>
    public sealed record Network(string Interface, long ReceivedBytes, long SentBytes) : MachineEvent;
}
