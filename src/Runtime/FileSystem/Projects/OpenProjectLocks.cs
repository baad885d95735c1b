namespace Ledgerline.FileSystem;

/// <summary>
/// The projects whose locks this process has open, of a whole driver: a bounded number, so that very many projects can be
/// written to by one process.
/// </summary>
internal sealed class OpenProjectLocks
{
    /// <summary>One descriptor each.</summary>
    private const int MaxOpen = 16;

    private readonly Lock _gate = new();

    // In the order in which they were opened.
    private readonly List<ProjectLock> _open = [];

    /// <summary>Counts a lock that was opened, and closes others where there are too many. Those that are in use stay.</summary>
    public void Add(ProjectLock added)
    {
        lock (_gate)
        {
            _open.Remove(added);
            for (int i = 0; i < _open.Count && _open.Count >= MaxOpen;)
            {
                if (_open[i].TryClose())
                {
                    _open.RemoveAt(i);
                }
                else
                {
                    i++;
                }
            }

            _open.Add(added);
        }
    }

    /// <summary>Closes what is open, once nothing is written any more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _open.RemoveAll(static open => open.TryClose());
        }
    }
}
