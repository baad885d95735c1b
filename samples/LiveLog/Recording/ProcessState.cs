namespace LiveLog.Recording;

/// <summary>One line of <c>/proc/PID/stat</c>, as far as it is of interest. Times are in ticks of 1/100 s; a start counts from boot.</summary>
internal readonly record struct ProcessState(int Pid, string Command, int ParentPid, long CpuTicks, long StartTicks, long ResidentPages)
{
    public const double TicksPerSecond = 100;

    /// <summary>Null where the process has gone meanwhile.</summary>
    public static ProcessState? Read(int pid)
    {
        string line;
        try
        {
            line = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        // The name may hold blanks and parentheses itself.
        int open = line.IndexOf('(', StringComparison.Ordinal);
        int close = line.LastIndexOf(')');
        if (open < 0 || close < open)
        {
            return null;
        }

        string[] fields = line[(close + 2)..].Split(' ');
        return new(
            pid,
            line[(open + 1)..close],
            int.Parse(fields[1], null),
            long.Parse(fields[11], null) + long.Parse(fields[12], null),
            long.Parse(fields[19], null),
            long.Parse(fields[21], null));
    }
}
