namespace Ledgerline.FileSystem;

/// <summary>
/// A log as it is at one moment, damaged or not, for whoever looks for damage: what a <see cref="LogView"/> refuses to
/// show is a finding here.
/// </summary>
internal sealed class LogSnapshot : IDisposable
{
    private readonly Disk _disk;
    private readonly LogPaths _paths;
    private readonly LogVisibility _visibility;
    private FileIdentity _identity;
    private long _epoch;
    private readonly EpochReader _epochNow;

    private LogSnapshot(Disk disk, LogPaths paths, LogVisibility visibility)
    {
        _disk = disk;
        _paths = paths;
        _visibility = visibility;
        _epochNow = new EpochReader(disk, paths);
    }

    /// <summary>The log file; null where there is none.</summary>
    public DiskFile? File { get; private set; }

    /// <summary>The offset behind the last committed line, damaged lines included.</summary>
    public long End { get; private set; }

    /// <summary>How long the file was, without what this process was appending.</summary>
    public long Length { get; private set; }

    /// <summary>Why the head cannot be read; null where it can be, or where there is none.</summary>
    public LogCorruptException? HeadFault { get; private set; }

    /// <summary>Says that entries are missing at the end; null where none are.</summary>
    public LogCorruptException? BelowHead { get; private set; }

    /// <summary>Looks at a log.</summary>
    public static LogSnapshot Take(Disk disk, LogPaths paths, LogVisibility visibility)
    {
        while (true)
        {
            var log = new LogSnapshot(disk, paths, visibility);
            try
            {
                if (log.TryTake())
                {
                    return log;
                }
            }
            catch
            {
                log.Dispose();
                throw;
            }

            log.Dispose();
        }
    }

    /// <summary>Whether something was cut since this last looked; where it was, it has looked again where the log ends.</summary>
    public bool WasCut()
    {
        if (_epochNow.Read() == _epoch)
        {
            return false;
        }

        _epoch = _epochNow.Read();
        End = FindTail(out long length).End;
        Length = length;
        return true;
    }

    /// <summary>The bytes behind the committed end that nobody is writing; null where there are none.</summary>
    public (long Start, long End)? FindTailLeft()
    {
        if (End == Length || WasCut())
        {
            return null;
        }

        // What has not grown since is left behind, or is being written just now by a process that has not got on.
        LogTail tail = FindTail(out long length);
        return tail.End == End && length == Length ? (End, length) : null;
    }

    public void Dispose()
    {
        File?.Dispose();
        _epochNow.Dispose();
    }

    /// <summary>As in a view, the log is opened before the head is read, and is still the same one afterwards.</summary>
    private bool TryTake()
    {
        File = _disk.Open(_paths.Log, DiskOpen.Read);
        LogHead? head = null;
        try
        {
            head = LogHead.Read(_disk, _paths);
        }
        catch (LogCorruptException unreadable)
        {
            HeadFault = unreadable;
        }

        _epoch = _epochNow.Read();
        if (File is null)
        {
            return _disk.Status(_paths.Log) is null;
        }

        FileStatus status = File.Status();
        if (status.IsDirectory)
        {
            throw LinuxError.Exception("read", _paths.Log, LinuxError.IsADirectory);
        }

        _identity = status.Identity;
        LogTail tail = FindTail(out long length);
        (End, Length) = (tail.End, length);
        try
        {
            tail.ThrowIfBelow(head, File, _paths);
        }
        catch (LogCorruptException below)
        {
            BelowHead = below;
        }

        return _disk.Status(_paths.Log)?.Identity == _identity && _epochNow.Read() == _epoch;
    }

    private LogTail FindTail(out long length)
    {
        // The length first: what this process begins to append meanwhile ends behind it.
        length = File!.Status().Length;
        length = Math.Min(length, _visibility.LimitOf(_identity));
        return LogTail.Find(File, 0, length, looksFarBack: true);
    }
}
