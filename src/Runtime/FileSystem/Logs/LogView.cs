using Ledgerline.Drivers;

namespace Ledgerline.FileSystem;

/// <summary>
/// What a reader, who takes no lock, may rely on: an open log file, where its committed part ended at one moment,
/// and the epoch at that moment. The file stays readable when another one takes its place. A view can be kept for the
/// next reader, which renews it. For one reader at a time.
/// </summary>
internal sealed class LogView : IDisposable
{
    /// <summary>How much of what was read a kept view holds at most.</summary>
    private const int MaxKept = 16 * 1024;

    /// <summary>How much more than usual some entries may be.</summary>
    private const double Spare = 1.25;

    private readonly Disk _disk;
    private readonly LogPaths _paths;
    private readonly LogVisibility _visibility;
    private readonly EpochReader _epochNow;
    private FileStatus? _headStatus;
    private LogHead? _head;
    private FileStatus _status;
    private readonly LogLandmarks _landmarks = new();
    private bool _isOutdated;
    private (long End, long Committed)? _lastLook;
    private FilePart? _lastRead;

    private LogView(Disk disk, LogPaths paths, LogVisibility visibility)
    {
        _disk = disk;
        _paths = paths;
        _visibility = visibility;
        _epochNow = new EpochReader(disk, paths);
    }

    /// <summary>The log file; null where there is none.</summary>
    public DiskFile? File { get; private set; }

    /// <summary>Which file that is.</summary>
    public FileIdentity Identity { get; private set; }

    /// <summary>The offset behind the last committed line.</summary>
    public long End { get; private set; }

    /// <summary>The first number kept; one above the last where nothing is kept.</summary>
    public long FirstSeq { get; private set; }

    /// <summary>The last number ever assigned.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The first kept entry's timestamp, where something is kept.</summary>
    public long? FirstTimestamp { get; private set; }

    /// <summary>The last assigned timestamp, where something was ever appended.</summary>
    public long? LastTimestamp { get; private set; }

    /// <summary>Whether the log is sealed.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>The epoch of the lock file when the view was taken.</summary>
    public long Epoch { get; private set; }

    /// <summary>Whether another reader may be able to use it.</summary>
    public bool IsWorthKeeping => File is not null && !_isOutdated;

    /// <summary>Takes a view of a log as it is now.</summary>
    /// <exception cref="LogCorruptException">The head cannot be read, or the log ends below it.</exception>
    public static LogView Take(Disk disk, LogPaths paths, LogVisibility visibility)
    {
        while (true)
        {
            var view = new LogView(disk, paths, visibility);
            try
            {
                if (view.TryTake())
                {
                    return view;
                }
            }
            catch
            {
                view.Dispose();
                throw;
            }

            view.Dispose();
        }
    }

    /// <summary>The epoch now. A reader compares it after each read and before it hands out what it read.</summary>
    public long CurrentEpoch() => _epochNow.Read();

    /// <summary>Looks again where the committed part of the same file ends.</summary>
    public void Extend()
    {
        if (File is null)
        {
            return;
        }

        // The head first: a log that is found sealed has all its entries before the tail that is found next.
        ReadHead();
        long epoch = CurrentEpoch();
        if (epoch != Epoch)
        {
            _landmarks.Clear();
            _isOutdated = true;
        }

        Epoch = epoch;
        _lastLook = null;
        _lastRead = null;
        MoveEnd(FindTail(0, File.Status()));
    }

    /// <summary>Looks what became of the log, and where it was only appended to, moves the end to where it is now.</summary>
    public LogChange Look()
    {
        ReadHead();
        FileStatus? status = _disk.Status(_paths.Log, Identity);
        if (File is null || status?.Identity != Identity)
        {
            return LogChange.Replaced;
        }

        if (status.Value.Length < End || CurrentEpoch() != Epoch)
        {
            return LogChange.Cut;
        }

        MoveEnd(FindTail(End, status.Value));
        return LogChange.Extended;
    }

    /// <summary>
    /// Moves the end to where an append of this process left it, if until then nothing had been cut or replaced since
    /// this view was taken.
    /// </summary>
    /// <returns>Whether it was moved.</returns>
    public bool TryExtendTo(CommittedEnd? end)
    {
        if (end is null || end.Offset <= End || end.File != Identity || end.Epoch != Epoch)
        {
            return false;
        }

        End = end.Offset;
        LastSeq = end.Seq;
        LastTimestamp = end.Timestamp;
        return true;
    }

    /// <summary>
    /// Makes of a kept view one of the log as it is now, in two calls to the system where nobody has written meanwhile.
    /// </summary>
    /// <param name="withHead">Whether to look at the log's head too, which says whether it was sealed.</param>
    /// <returns>False where it must be taken anew: the log was replaced or cut, or something is unusual.</returns>
    /// <remarks>
    /// The epoch comes last. As it is the one that the view was taken at, nothing was cut up to then, so that what was
    /// committed in this file is committed still; and the file was in place when its status was taken.
    /// </remarks>
    public bool TryRenew(bool withHead)
    {
        if (File is null || _isOutdated)
        {
            return false;
        }

        if (withHead && _disk.Status(_paths.Head, _headStatus?.Identity) != _headStatus)
        {
            return false;
        }

        if (_disk.Status(_paths.Log, Identity) is not { } status || status.Identity != Identity || status.Length < End)
        {
            return false;
        }

        if (status == _status && status.Length == End)
        {
            return CurrentEpoch() == Epoch;
        }

        if (status.Length == End || FirstTimestamp is null)
        {
            // Written to by somebody who does not keep the rules, such as an editor; or no longer empty.
            return false;
        }

        LogTail tail = FindTail(End, status);
        if (tail.End < End || CurrentEpoch() != Epoch)
        {
            return false;
        }

        _status = status;
        _lastRead = null;
        MoveEnd(tail);
        return true;
    }

    /// <summary>Remembers what a reader found before the end, which is the same as long as the file is.</summary>
    public void KeepLast(FilePart read)
    {
        if (read.End == End && read.Buffer.Length <= MaxKept)
        {
            _lastRead = read;
        }
    }

    /// <summary>What was read last of a part that ends at an offset; null where that is not at hand.</summary>
    public FilePart? ReadBefore(long offset) => _lastRead?.End == offset ? _lastRead : null;

    /// <summary>About how many bytes some entries are, for readers that want no more.</summary>
    public int SizeOf(long entries)
    {
        double usual = (double)End / Math.Max(1, LastSeq - FirstSeq + 1);
        return (int)Math.Clamp((entries + 1) * usual * Spare, LineBuffer.SmallestSize, LineBuffer.UsualSize);
    }

    /// <summary>The offset of the first entry with a number above one that is not below the first kept minus one.</summary>
    public long OffsetAfterSeq(long seq) => OffsetAfter(seq, byTime: false, out _);

    /// <inheritdoc cref="OffsetAfterSeq(long)"/>
    /// <param name="seq">The number.</param>
    /// <param name="read">What was read there, valid until the next search; null where nothing was.</param>
    public long OffsetAfterSeq(long seq, out FilePart? read) => OffsetAfter(seq, byTime: false, out read);

    /// <summary>The offset of the first entry later than a time in milliseconds.</summary>
    public long OffsetAfterTime(long timestamp) => OffsetAfter(timestamp, byTime: true, out _);

    /// <summary>
    /// Moves the end before a line with a NUL in it, where that is the tear of a crash that nobody has appended after:
    /// what stands behind it is not committed. Found only when a reader gets there, so that opening stays cheap.
    /// </summary>
    /// <returns>Whether the line is behind the end now.</returns>
    public bool TryEndBefore(long offset)
    {
        // What was found up to an end is remembered: a log may have NULs in very many lines.
        if (_lastLook is { } look && look.End == End && look.Committed > offset)
        {
            return false;
        }

        LogTail tail = LogTail.Find(File!, 0, End, looksFarBack: true);
        _lastLook = (End, tail.End);
        if (tail.End > offset)
        {
            return false;
        }

        _isOutdated = true;
        _lastRead = null;
        End = tail.End;
        LastSeq = tail.Seq > 0 ? tail.LastAssigned(_head) : FirstSeq - 1;
        LastTimestamp = tail.Seq > 0 ? tail.LastTimestamp(_head) : null;
        return true;
    }

    /// <summary>Checks a reader's cursor against this view.</summary>
    public long Check(long sinceSeq, bool isFollowing, Action<LogSkip>? onSkipped) =>
        LogCursorRule.Check(_paths.Log, sinceSeq, FirstSeq, LastSeq, isFollowing, onSkipped);

    /// <summary>Whether the path still leads to this view's file.</summary>
    public bool IsCurrent()
    {
        FileIdentity? identity = File is null ? null : Identity;
        return _disk.Status(_paths.Log, identity)?.Identity == identity;
    }

    public void Dispose()
    {
        File?.Dispose();
        _epochNow.Dispose();
    }

    /// <summary>
    /// The order matters: the head is written before the log is replaced, so whoever opens the log, then reads the
    /// head, then finds the tail, and then sees the same log in place, has three that belong together.
    /// </summary>
    private bool TryTake()
    {
        File = _disk.Open(_paths.Log, DiskOpen.Read);
        LogHead? head = ReadHead();
        Epoch = CurrentEpoch();
        LogTail tail = new() { End = 0 };
        LogLine? first = null;
        if (File is not null)
        {
            FileStatus status = File.Status();
            if (status.IsDirectory)
            {
                throw LinuxError.Exception("read", _paths.Log, LinuxError.IsADirectory);
            }

            Identity = status.Identity;
            _status = status;
            tail = FindTail(0, status);
            first = LogSearch.FirstEntry(File, 0, tail.End);
        }

        // A tail that was cut while it was looked at may have been of entries that never were.
        if (!IsCurrent() || CurrentEpoch() != Epoch)
        {
            return false;
        }

        if (File is not null)
        {
            tail.ThrowIfBelow(head, File, _paths);
        }

        End = tail.End;
        LastSeq = tail.LastAssigned(head);
        LastTimestamp = first is null ? null : tail.LastTimestamp(head);
        if (first is null && head is { Seq: > 0 })
        {
            LastSeq = head.Seq;
            LastTimestamp = head.Timestamp;
        }

        FirstSeq = first?.Seq ?? LastSeq + 1;
        FirstTimestamp = first?.Timestamp;
        return true;
    }

    private void MoveEnd(LogTail tail)
    {
        End = tail.End;
        if (tail.Seq > 0)
        {
            LastSeq = tail.LastAssigned(_head);
            LastTimestamp = tail.LastTimestamp(_head);
        }
    }

    private LogHead? ReadHead()
    {
        FileStatus? status = _disk.Status(_paths.Head, _headStatus?.Identity);
        if (status == _headStatus)
        {
            return null;
        }

        LogHead? head = _head = LogHead.Read(_disk, _paths);
        _headStatus = status;
        IsCompleted = head?.Completed ?? false;
        return head;
    }

    private long OffsetAfter(long target, bool byTime, out FilePart? read)
    {
        // What is known of both ends makes the first guess a good one.
        var low = new LogLandmark(0, FirstSeq - 1, (FirstTimestamp ?? 0) - 1);
        var high = new LogLandmark(End, LastSeq + 1, LastTimestamp ?? long.MaxValue);
        if (target >= high.Key(byTime) - (byTime ? 0 : 1))
        {
            read = null;
            return End;
        }

        return LogSearch.FirstAbove(File!, low, high, target, byTime, _landmarks, out read);
    }

    /// <param name="floor">An offset up to which everything is committed.</param>
    /// <param name="status">The file's status. What an append of this process has begun since it was taken ends behind its length.</param>
    private LogTail FindTail(long floor, FileStatus status)
    {
        int firstSize = SystemStart.IsBefore(status.ModifiedNs) ? LineBuffer.FirstSize : LineBuffer.UsualSize;
        LogTail tail = LogTail.Find(File!, floor, status.Length, firstSize: firstSize);
        long limit = _visibility.LimitOf(Identity);
        return tail.End <= limit ? tail : LogTail.Find(File!, Math.Min(floor, limit), limit);
    }
}
