namespace Ledgerline.FileSystem;

/// <summary>
/// The lock of one project, <c>.locks/&lt;id&gt;</c>, outside of its directory: every write in the project holds it shared,
/// whoever makes or deletes the project holds it alone. One descriptor a process, because flock belongs to the open file.
/// Safe to call from any thread.
/// </summary>
/// <remarks>
/// Nobody is starved: who waits for it alone has made sure before that no new write can begin, by moving the project's
/// directory away, or because there is none yet.
/// </remarks>
/// <param name="root">The driver's root.</param>
/// <param name="id">The project's id.</param>
/// <param name="projectDirectory">The project's directory, whose owner a new lock file takes over.</param>
internal sealed class ProjectLock(DataRoot root, string id, string projectDirectory)
{
    private const int SpinsBeforeSleep = 20;

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(root.LocksDirectory, id);
    private DiskFile? _file;
    private int _holders;

    /// <summary>Shares the lock, where nobody holds it alone.</summary>
    /// <exception cref="ProjectNotFoundException">There is no project to write to.</exception>
    public bool TryShare(Action throwIfMissing)
    {
        bool isNew = false;
        lock (_gate)
        {
            if (_holders == 0)
            {
                try
                {
                    if (!TryLockShared(throwIfMissing, out isNew))
                    {
                        return false;
                    }
                }
                catch
                {
                    Close();
                    throw;
                }
            }

            _holders++;
        }

        if (isNew)
        {
            // Outside of the lock: others are closed by this.
            root.ProjectLocks.Add(this);
        }

        return true;
    }

    /// <summary>The same, waiting.</summary>
    public void Share(Action throwIfMissing, CancellationToken cancellationToken)
    {
        for (int spin = 0; !TryShare(throwIfMissing); spin++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Pause(spin);
        }
    }

    /// <summary>Ends a share.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_holders > 0)
            {
                return;
            }

            try
            {
                _file?.Unlock();
            }
            catch (StorageException)
            {
                // What was done under the lock is done; closing the file releases it too.
                Close();
            }
        }
    }

    /// <summary>Closes the descriptor, where nobody uses it just now.</summary>
    public bool TryClose()
    {
        if (!_gate.TryEnter())
        {
            return false;
        }

        try
        {
            if (_holders > 0)
            {
                return false;
            }

            Close();
            return true;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Waits until nobody shares the lock, in any process, and holds it alone until the file is disposed.</summary>
    /// <param name="isNeedless">Asked while it is waited; true ends the wait.</param>
    /// <returns>The locked file; null where the wait was ended.</returns>
    public DiskFile? TakeAlone(Func<bool> isNeedless)
    {
        DiskFile? file = null;
        try
        {
            for (int spin = 0; ; spin++)
            {
                file ??= OpenOrMake();
                if (file.TryLock())
                {
                    if (file.Status().Links > 0)
                    {
                        return file;
                    }

                    file.Dispose();
                    file = null;
                    continue;
                }

                if (isNeedless())
                {
                    file.Dispose();
                    return null;
                }

                Pause(spin);
            }
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Removes the lock file, which is held alone: there is no project whose writes it could keep out.</summary>
    public void Remove() => root.Disk.Delete(_path);

    private static void Pause(int spin)
    {
        if (spin < SpinsBeforeSleep)
        {
            Thread.Yield();
        }
        else
        {
            Thread.Sleep(1);
        }
    }

    private bool TryLockShared(Action throwIfMissing, out bool isNew)
    {
        isNew = false;
        while (true)
        {
            if (_file is null)
            {
                // A lock for a project that is gone would stay behind.
                throwIfMissing();
                _file = OpenOrMake();
                isNew = true;
            }

            if (!_file.TryLockShared())
            {
                return false;
            }

            if (_file.Status().Links > 0)
            {
                return true;
            }

            // It was removed with a project of this id: a lock that has no name keeps nobody out.
            Close();
        }
    }

    /// <summary>Reading is enough to lock, so a service may use what an administrator's process made.</summary>
    private DiskFile OpenOrMake()
    {
        if (root.Disk.Open(_path, DiskOpen.Read) is { } file)
        {
            return file;
        }

        root.MakeLocksDirectory();
        DiskFile made = root.Disk.Open(_path, DiskOpen.Create) ?? throw LinuxError.Exception("make the lock", _path, LinuxError.NotFound);
        try
        {
            // Whose the project's directory is, or where it is being made, the one that it will stand in.
            if ((root.Disk.Status(projectDirectory) ?? root.Disk.Status(root.ProjectsDirectory)) is { } status)
            {
                made.GiveTo(status.Owner);
            }
        }
        catch
        {
            made.Dispose();
            throw;
        }

        return made;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }
}
