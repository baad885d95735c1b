namespace LiveLog.Recording;

/// <summary>The machine's counters, which only rise: what they rose by since the last look is what happened.</summary>
internal sealed class Counters
{
    private const int SectorBytes = 512;
    private readonly Dictionary<string, long[]> _before = [];

    /// <summary>What rose.</summary>
    public IEnumerable<MachineEvent> Look()
    {
        Dictionary<string, string[]> stat = Fields("/proc/stat");
        long[] cpu = Rise("cpu", stat["cpu"].Skip(1).Take(8).Select(long.Parse));
        long switches = Rise("ctxt", [long.Parse(stat["ctxt"][1], null)])[0];
        if (cpu.Sum() is > 0 and var all)
        {
            double Percent(long ticks) => Math.Round(100.0 * ticks / all, 1);
            yield return new MachineEvent.Cpu(
                Percent(all - cpu[3] - cpu[4]), Percent(cpu[0] + cpu[1]), Percent(cpu[2] + cpu[5] + cpu[6]), Percent(cpu[4]), switches);
        }

        // Whole disks: a partition's and a loop device's work is a disk's work too, and would count twice.
        long[] disks = Rise("disks", File.ReadLines("/proc/diskstats")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(f => Directory.Exists($"/sys/block/{f[2]}/device"))
            .Select(f => new[] { long.Parse(f[5], null), long.Parse(f[9], null), long.Parse(f[3], null) + long.Parse(f[7], null) })
            .Aggregate(new long[3], (sum, f) => [sum[0] + f[0], sum[1] + f[1], sum[2] + f[2]]));
        if (disks[2] > 0)
        {
            yield return new MachineEvent.Disk(disks[0] * SectorBytes, disks[1] * SectorBytes, disks[2]);
        }

        foreach (string line in File.ReadLines("/proc/net/dev").Skip(2))
        {
            string[] parts = line.Split(':', 2);
            string[] fields = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            long[] moved = Rise($"net {parts[0]}", [long.Parse(fields[0], null), long.Parse(fields[8], null)]);
            if (moved[0] + moved[1] > 0)
            {
                yield return new MachineEvent.Network(parts[0].Trim(), moved[0], moved[1]);
            }
        }
    }

    /// <summary>What changes slowly.</summary>
    public static IEnumerable<MachineEvent> LookAtLevels()
    {
        string[] load = File.ReadAllText("/proc/loadavg").Split(' ');
        string[] threads = load[3].Split('/');
        yield return new MachineEvent.Load(
            double.Parse(load[0], null),
            double.Parse(load[1], null),
            double.Parse(load[2], null),
            int.Parse(threads[0], null),
            int.Parse(threads[1], null));

        Dictionary<string, string[]> memory = Fields("/proc/meminfo");
        long Bytes(string name) => long.Parse(memory[name][1], null) * 1024;
        long total = Bytes("MemTotal:");
        long available = Bytes("MemAvailable:");
        yield return new MachineEvent.Memory(total - available, available, Bytes("Cached:"), total);
    }

    private static Dictionary<string, string[]> Fields(string path) => File.ReadLines(path)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length > 1)
        .ToDictionary(fields => fields[0]);

    // Nothing at the first look, and where a counter began anew.
    private long[] Rise(string name, IEnumerable<long> values)
    {
        long[] now = [.. values];
        long[] before = _before.GetValueOrDefault(name) ?? now;
        _before[name] = now;
        return [.. now.Zip(before, (n, b) => Math.Max(0, n - b))];
    }
}
