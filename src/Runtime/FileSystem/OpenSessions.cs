namespace Ledgerline.FileSystem;

/// <summary>
/// The logs and directories of documents that hold descriptors for writing, of a whole driver: a bounded number, so that
/// twenty thousand of them can be written to by one process. Whoever was idle longest gives way.
/// </summary>
internal sealed class OpenSessions
{
    /// <summary>Each holds at most two descriptors, and while its lock is waited for no more.</summary>
    private const int MaxSessions = 16;

    private readonly Lock _gate = new();
    private readonly List<IWriteSession> _sessions = [];

    /// <summary>Counts a session, and closes others where there are too many. Those that are in use stay.</summary>
    public void Add(IWriteSession session)
    {
        lock (_gate)
        {
            if (_sessions.Count >= MaxSessions)
            {
                _sessions.Sort(static (left, right) => left.Turn.LastLeft.CompareTo(right.Turn.LastLeft));
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
    public void Remove(IWriteSession session)
    {
        lock (_gate)
        {
            _sessions.Remove(session);
        }
    }
}
