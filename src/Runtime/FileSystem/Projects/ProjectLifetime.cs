namespace Ledgerline.FileSystem;

/// <summary>
/// One project from its creation to its deletion, as those see it who follow something in it: when it is gone they end,
/// also where another project has its id by then. Its directory is held open, so that no other can have its identity.
/// Safe to call from any thread.
/// </summary>
internal sealed class ProjectLifetime
{
    private readonly Disk? _disk;
    private readonly DiskFile? _directory;
    private readonly FileIdentity _identity;
    private readonly Action? _onEnded;
    private readonly Lock _gate = new();
    private int _followers = 1;
    private volatile bool _hasEnded;

    /// <param name="disk">The disk.</param>
    /// <param name="directory">The project's directory, which this closes.</param>
    /// <param name="identity">Which directory that is.</param>
    /// <param name="onEnded">Wakes those who wait. Called once, on any thread.</param>
    public ProjectLifetime(Disk disk, DiskFile directory, FileIdentity identity, Action onEnded)
    {
        _disk = disk;
        _directory = directory;
        _identity = identity;
        _onEnded = onEnded;
    }

    private ProjectLifetime()
    {
    }

    /// <summary>Of what belongs to no project, which is always there.</summary>
    public static ProjectLifetime Endless { get; } = new();

    /// <summary>Whether it is known that the project is gone.</summary>
    public bool HasEnded => _hasEnded;

    /// <summary>Looks whether the project is gone.</summary>
    public bool IsOver()
    {
        if (!_hasEnded && _disk is not null && _disk.Status(_directory!.Path)?.Identity != _identity)
        {
            End();
        }

        return _hasEnded;
    }

    /// <summary>Counts another follower, where the project is still there.</summary>
    public bool TryJoin()
    {
        lock (_gate)
        {
            if (_followers == 0)
            {
                return false;
            }

            _followers++;
        }

        if (!IsOver())
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Says that the project is gone.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_hasEnded)
            {
                return;
            }

            _hasEnded = true;
        }

        _onEnded?.Invoke();
    }

    /// <summary>Counts a follower out.</summary>
    public void Leave()
    {
        if (_directory is null)
        {
            return;
        }

        lock (_gate)
        {
            if (--_followers == 0)
            {
                _directory.Dispose();
            }
        }
    }
}
