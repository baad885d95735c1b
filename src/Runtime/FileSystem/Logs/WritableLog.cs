using System.Diagnostics.CodeAnalysis;

namespace Ledgerline.FileSystem;

/// <summary>
/// What a writer knows of a log's files, and the few steps by which they change: every one of them keeps what readers
/// and a crash must find. Used under the log's lock, by one thread at a time.
/// </summary>
internal sealed class WritableLog(Disk disk, LogPaths paths, LockFile lockFile, StorageEvents events, Action throwIfMissing) : IDisposable
{
    private FileStatus _headStatus;
    private LogLine? _first;
    private long _epoch;
    private bool _isNameFlushed;
    private bool _mustRewrite;

    public Disk Disk { get; } = disk;

    public LogPaths Paths { get; } = paths;

    /// <summary>Tells of what an administrator wants to see.</summary>
    public StorageEvents Events { get; } = events;

    /// <summary>The open log; null where there is none yet.</summary>
    public DiskFile? File { get; private set; }

    /// <summary>Which file that is.</summary>
    public FileIdentity Identity { get; private set; }

    /// <summary>The file's length, all of it committed once a group is acknowledged.</summary>
    public long Length { get; set; }

    /// <summary>How long the file was when it was too large and nothing could be removed; 0 where that was not so.</summary>
    public long FutileTrim { get; set; }

    /// <summary>The last number assigned.</summary>
    public long LastSeq { get; set; }

    /// <summary>How many numbers up to the last one were lost, behind the last entry in the file.</summary>
    public long Lost { get; set; }

    /// <summary>The last timestamp assigned, in milliseconds since 1970-01-01 UTC.</summary>
    public long LastTimestamp { get; set; }

    /// <summary>Whether the log is sealed.</summary>
    public bool IsCompleted { get; private set; }

    /// <summary>What the head must say before entries go.</summary>
    public LogHead Head => new(LastSeq, LastTimestamp, IsCompleted, Lost);

    /// <summary>Whether a failed flush may have lost what the file shows, so that it must be written anew.</summary>
    public bool IsRewriteOwed => _mustRewrite;

    /// <summary>Whether what is known of the files is right as long as nobody else changes them.</summary>
    public bool IsRefreshed => File is not null && !_mustRewrite;

    /// <summary>Where the log ends; null where it has no file.</summary>
    public CommittedEnd? End => File is null ? null : new(Identity, _epoch, Length, LastSeq, LastTimestamp);

    /// <summary>
    /// Brings what is known up to date with the files, which another process may have changed, and recovers what a
    /// crash left at the end.
    /// </summary>
    public void Refresh()
    {
        try
        {
            LookAndRecover();
        }
        catch
        {
            // Half of what is known may be old now.
            Forget();
            throw;
        }
    }

    /// <summary>
    /// Opens the log as it is, for a repair: nothing is recovered, and what is known counts for nothing. Where a flush has
    /// failed the log is written anew first, damage and all, so that what follows can be flushed.
    /// </summary>
    public void OpenDamaged()
    {
        Forget();
        File = Disk.Open(Paths.Log, DiskOpen.ReadWrite);
        _isNameFlushed = false;
        _epoch = lockFile.Epoch;
        _mustRewrite |= _epoch < 0;
        Length = 0;
        KeepOtherNamesApart();
        if (File is not null)
        {
            Identity = File.Status().Identity;
            Length = File.Status().Length;
        }

        throwIfMissing();
        ReplaceIfOwed();
    }

    /// <summary>Takes the number of the last entry in the file as the last assigned, unless those behind it were lost.</summary>
    public void Assign(long lastInFile)
    {
        long assigned = Lost > 0 ? Math.Max(LastSeq, lastInFile) : lastInFile;
        Lost = assigned - lastInFile;
        LastSeq = assigned;
    }

    /// <summary>The first entry; null where there is none.</summary>
    public LogLine? First() => _first ??= File is null ? null : LogSearch.FirstEntry(File, 0, Length);

    /// <summary>Seals the log, durably; makes it where there is none.</summary>
    public void Complete()
    {
        if (IsCompleted)
        {
            // Whoever sealed it may have died, or failed, before this: nobody is told of a seal that may come undone.
            Disk.FlushDirectory(Paths.Directory);
            return;
        }

        WriteHead(Head with { Completed = true });
    }

    /// <summary>Has the count go on without an entry, durably; makes the log where there is none.</summary>
    public void CountTo(long seq, long timestamp) =>
        WriteHead(new(seq, timestamp, IsCompleted, Length == 0 ? 0 : Lost + seq - LastSeq));

    /// <summary>The open log, made where there is none.</summary>
    /// <returns>Whether it was made by this call.</returns>
    [MemberNotNull(nameof(File))]
    public bool Create()
    {
        if (File is not null)
        {
            return false;
        }

        File = Disk.Open(Paths.Log, DiskOpen.Create)
            ?? throw LinuxError.Exception("make the log", Paths.Log, LinuxError.NotFound);
        Identity = File.Status().Identity;
        return true;
    }

    /// <summary>Puts the log on stable storage, its name included.</summary>
    public void Flush()
    {
        try
        {
            File!.Flush();
            if (!_isNameFlushed)
            {
                Disk.FlushDirectory(Paths.Directory);
                _isNameFlushed = true;
            }
        }
        catch (Exception failure)
        {
            _mustRewrite = true;
            NoteFailedFlush();
            Events.FlushFailed(Paths.Log, failure);
            throw;
        }
    }

    /// <summary>
    /// Cuts the log. The epoch rises before, for readers who look again before they hand out what they have read, and
    /// after, for those who read between the two.
    /// </summary>
    public void Cut(long length)
    {
        RaiseEpoch();
        File!.SetLength(length);
        RaiseEpoch();
        Length = length;
        FutileTrim = 0;
        _first = null;
    }

    /// <summary>
    /// Raises the epoch. After a failed flush the page cache may show what the disk has lost, and the next flush would
    /// report success for it: then whoever writes next must rewrite the log first, also if this process is gone.
    /// </summary>
    public void RaiseEpoch()
    {
        if (_mustRewrite)
        {
            lockFile.RaiseEpochForRewrite();
        }
        else
        {
            lockFile.RaiseEpoch();
        }

        _epoch = lockFile.Epoch;
    }

    /// <summary>Raises the epoch for a deletion: whatever is appended afterwards belongs to another log.</summary>
    public void RaiseEpochForNextLog()
    {
        lockFile.RaiseEpochForNextLog();
        _epoch = lockFile.Epoch;
    }

    /// <summary>Replaces the log by a part of itself, durably.</summary>
    public void Replace(long start, long end)
    {
        using Replacement replacement = BeginReplacement();
        FileCopy.Copy(File!, start, end, replacement.File, 0);
        Replace(replacement, end - start);
    }

    /// <summary>A file to take the log's place.</summary>
    public Replacement BeginReplacement() => new(Disk, Paths.Log, File!.Status().Owner);

    /// <summary>Puts a file that was written in the log's place, durably.</summary>
    public void Replace(Replacement replacement, long length)
    {
        replacement.Commit(flush: true);
        Disk.Release(File!, Length);
        File = null;
        Forget();
        File = Disk.Open(Paths.Log, DiskOpen.ReadWrite) ?? throw LinuxError.Exception("open", Paths.Log, LinuxError.NotFound);
        Identity = File.Status().Identity;
        Length = length;
        _isNameFlushed = true;
    }

    /// <summary>Writes the log anew where a flush of it has failed, so that no later flush can vouch for what is lost.</summary>
    public void ReplaceIfOwed()
    {
        if (_mustRewrite)
        {
            if (File is not null)
            {
                Replace(0, Length);
                Events.Rewritten(Paths.Log, Length);
            }

            EndRewrite();
        }
    }

    /// <summary>Says that what a failed flush may have lost is no part of the log any more.</summary>
    public void EndRewrite()
    {
        if (_mustRewrite || lockFile.Epoch < 0)
        {
            lockFile.EndRewrite();
            _epoch = lockFile.Epoch;
            _mustRewrite = false;
        }
    }

    /// <summary>Closes the log and forgets what is known; the next <see cref="Refresh"/> looks again.</summary>
    public void Forget()
    {
        File?.Dispose();
        File = null;
        FutileTrim = 0;
        _first = null;
    }

    public void Dispose() => Forget();

    /// <summary>Changes what the head says of a log that stays as it is; makes the log where there is none.</summary>
    private void WriteHead(LogHead head)
    {
        try
        {
            Create();
            Flush();

            // A head can look like the one before it in place, length and time; the epoch cannot. Once more behind it,
            // for who has read the old one in between.
            RaiseEpoch();
            head.Write(Disk, Paths, File.Status().Owner);
            RaiseEpoch();
        }
        finally
        {
            // The head is another one, or half of that happened: the next refresh looks.
            Forget();
        }
    }

    private void NoteFailedFlush()
    {
        try
        {
            RaiseEpoch();
        }
        catch (StorageException)
        {
            // The failure to tell of is the flush's; this process knows it without the note.
        }
    }

    private void LookAndRecover()
    {
        FileStatus? status = Disk.Status(Paths.Log, File is null ? null : Identity);
        long epoch = lockFile.Epoch;
        _mustRewrite |= epoch < 0;
        bool isKnown = File is not null
            && status?.Identity == Identity
            && status.Value.Length >= Length
            && status.Value.Links <= 1
            && epoch == _epoch
            && (Disk.Status(Paths.Head, _headStatus == default ? null : _headStatus.Identity) ?? default) == _headStatus
            && !_mustRewrite;
        if (isKnown && status!.Value.Length == Length)
        {
            return;
        }

        if (!isKnown)
        {
            Reopen();
        }

        if (File is not null)
        {
            LogRecovery.Recover(this, floor: isKnown ? Length : 0);
        }

        ReplaceIfOwed();
    }

    private void Reopen()
    {
        Forget();
        File = Disk.Open(Paths.Log, DiskOpen.ReadWrite);
        _isNameFlushed = false;
        KeepOtherNamesApart();
        _epoch = lockFile.Epoch;
        LogHead? head = LogHead.Read(Disk, Paths);
        _headStatus = Disk.Status(Paths.Head) ?? default;
        LastSeq = head?.Seq ?? 0;
        Lost = head?.Lost ?? 0;
        LastTimestamp = head?.Timestamp ?? 0;
        IsCompleted = head?.Completed ?? false;
        Length = 0;
        if (File is not null)
        {
            Identity = File.Status().Identity;
        }

        // A project that is being deleted is moved away in one step: a file that is not found may be there all the same.
        throwIfMissing();
    }

    /// <summary>
    /// A log with another name, such as one that was backed up by <c>cp -al</c>, is written anew, as it is, before anything
    /// else: what is appended, cut or mended here must not show there.
    /// </summary>
    private void KeepOtherNamesApart()
    {
        if (File?.Status() is { Links: > 1 } status)
        {
            Replace(0, status.Length);
        }
    }
}
