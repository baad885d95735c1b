namespace LiveLog.Recording;

/// <summary>The processes of this machine, and how they change from one look to the next.</summary>
internal sealed class ProcessTable
{
    private readonly Dictionary<int, ProcessState> _known = [];
    private Dictionary<int, long> _ticksBefore = [];
    private bool _looked;

    /// <summary>What began and ended since the last look; of the first look, nothing.</summary>
    public IEnumerable<MachineEvent> Look()
    {
        HashSet<int> present = [];
        List<ProcessState> begun = [];
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory.AsSpan()), out int pid))
            {
                continue;
            }

            present.Add(pid);
            if (!_known.ContainsKey(pid) && ProcessState.Read(pid) is { } state)
            {
                begun.Add(state);
            }
        }

        foreach (ProcessState gone in _known.Values.Where(p => !present.Contains(p.Pid)).ToList())
        {
            _known.Remove(gone.Pid);
            double seconds = UptimeSeconds() - (gone.StartTicks / ProcessState.TicksPerSecond);
            yield return new MachineEvent.Ended(
                gone.Command, gone.Pid, Math.Round(Math.Max(0, seconds), 2), gone.CpuTicks / ProcessState.TicksPerSecond);
        }

        foreach (ProcessState state in begun.OrderBy(p => p.StartTicks).ThenBy(p => p.Pid))
        {
            _known[state.Pid] = state;
            if (_looked)
            {
                yield return new MachineEvent.Started(
                    state.Command, state.Pid, _known.GetValueOrDefault(state.ParentPid).Command, state.ParentPid);
            }
        }

        _looked = true;
    }

    /// <summary>Reads every known process anew; the one that used most since the last call, if any used something.</summary>
    public MachineEvent.Busiest? FindBusiest(double seconds)
    {
        Dictionary<int, long> ticks = [];
        (long Ticks, ProcessState State) most = default;
        foreach (int pid in _known.Keys.ToList())
        {
            if (ProcessState.Read(pid) is not { } state)
            {
                continue;
            }

            // A new name after exec, and a number that was given to another process meanwhile.
            _known[pid] = state;
            ticks[pid] = state.CpuTicks;
            long used = _ticksBefore.TryGetValue(pid, out long before) ? state.CpuTicks - before : 0;
            if (used > most.Ticks)
            {
                most = (used, state);
            }
        }

        _ticksBefore = ticks;
        return most.Ticks == 0 ? null : new(
            most.State.Command,
            most.State.Pid,
            Math.Round(most.Ticks * 100 / ProcessState.TicksPerSecond / seconds, 1),
            most.State.ResidentPages * Environment.SystemPageSize);
    }

    public static double UptimeSeconds() => double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], null);
}
