namespace Ledgerline.FileSystem;

/// <summary>
/// The logs that hold descriptors for writing, of a whole driver: a bounded number, so that twenty thousand logs can be
/// written to by one process. Whoever was idle longest gives way.
/// </summary>
internal sealed class OpenSessions
{
    /// <summary>Each holds two descriptors, and while its lock is waited for no more.</summary>
    private const int MaxSessions = 16;

    private readonly Lock _gate = new();
    private readonly List<LogSession> _sessions = [];

    /// <summary>Counts a session, and closes others where there are too many. Those that are in use stay.</summary>
    public void Add(LogSession session)
    {
        lock (_gate)
        {
            if (_sessions.Count >= MaxSessions)
            {
                _sessions.Sort(static (left, right) => left.LastUsed.CompareTo(right.LastUsed));
                for (int i = 0; i < _sessions.Count && _sessions.Count >= MaxSessions;)
                {
                    if (_sessions[i].TryClose())
                    {
                        _sessions.RemoveAt(i);
                    }
                    else
                    {
                        i++;
                    }
                }
            }

            _sessions.Add(session);
        }
    }

    /// <summary>Counts a session out that was closed.</summary>
    public void Remove(LogSession session)
    {
        lock (_gate)
        {
            _sessions.Remove(session);
        }
    }
}
