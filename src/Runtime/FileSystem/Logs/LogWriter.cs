using System.Diagnostics.CodeAnalysis;

namespace Ledgerline.FileSystem;

/// <summary>
/// Everything that changes a log's files, and the recovery that comes first. Every member is called under the log's
/// lock, by one thread at a time.
/// </summary>
internal sealed class LogWriter(Disk disk, LogPaths paths, LockFile lockFile, LogVisibility visibility) : IDisposable
{
    /// <summary>A group is handed to the file system in pieces of about this size.</summary>
    private const int WriteSize = 1 << 20;

    private readonly LogQuarantine _quarantine = new(disk, paths);
    private byte[] _buffer = new byte[4096];
    private DiskFile? _file;
    private FileStatus _headStatus;
    private FileIdentity _identity;
    private long _epoch;
    private long _length;
    private bool _isNameFlushed;
    private bool _mustRewrite;
    private LogHead _last = new(0, 0, false);

    /// <summary>
    /// Brings what this writer knows up to date with the files, which another process may have changed, and recovers
    /// what a crash left at the end.
    /// </summary>
    public void Refresh()
    {
        try
        {
            LookAndRecover();
        }
        catch
        {
            // Half of what it knows may be old now.
            Forget();
            throw;
        }
    }

    /// <summary>Whether what it knows of the files is right as long as nobody else changes them.</summary>
    public bool IsRefreshed => _file is not null && !_mustRewrite;

    /// <summary>The last number and timestamp assigned, and whether the log is sealed.</summary>
    public LogHead Last => _last;

    /// <summary>
    /// Appends the batches of a group with one write and, if one of them wants it, one flush. All of the group is
    /// acknowledged, or none of it is there.
    /// </summary>
    /// <returns>Whether the group was flushed.</returns>
    public bool Append(IReadOnlyList<AppendRequest> group, long now)
    {
        long start = _length;
        LogHead before = _last;
        bool flush = false;
        if (_file is not null)
        {
            visibility.HideFrom(_identity, start);
        }

        try
        {
            int pending = 0;
            foreach (AppendRequest request in group)
            {
                if (Number(request, out long timestamp, now))
                {
                    flush |= request.Flush;
                    pending = Encode(request, timestamp, pending);
                }
            }

            WriteOut(pending);
        }
        catch
        {
            TakeBack(start, before);
            throw;
        }

        if (flush)
        {
            FlushOrTakeBack(start, before);
        }

        visibility.ShowAll();
        return flush;
    }

    /// <summary>Removes the entries up to a number and goes on counting.</summary>
    /// <returns>The number of entries removed.</returns>
    public long TruncateBefore(long seq)
    {
        if (_file is null || _length == 0)
        {
            return 0;
        }

        long keepFrom = LogSearch.AfterSeq(_file, _length, seq);
        if (keepFrom == 0)
        {
            return 0;
        }

        long removed = LogTruncation.CountAndQuarantine(_file, keepFrom, seq, _quarantine);
        Flush();
        try
        {
            _last.Write(disk, paths, _file.Status().Owner);
            RaiseEpoch();
            Rewrite(keepFrom, _length);
        }
        catch
        {
            Forget();
            throw;
        }

        return removed;
    }

    /// <summary>Removes the log and its companions, but for the lock.</summary>
    /// <returns>Whether there was a log.</returns>
    public bool Delete()
    {
        RaiseEpoch();
        Forget();
        bool existed = disk.Delete(paths.Log);

        // The count goes last: half a deletion leaves an empty log that still counts on.
        existed |= disk.Delete(paths.Quarantine);
        existed |= disk.Delete(paths.Head);

        // Also where nothing was there: a deletion that failed at this point has left nothing but the flush to do.
        disk.FlushDirectory(paths.Directory);

        EndRewrite();
        return existed;
    }

    /// <summary>Forgets what it knows of the files; the next <see cref="Refresh"/> looks again.</summary>
    public void Forget()
    {
        _file?.Dispose();
        _file = null;
    }

    public void Dispose() => Forget();

    private void LookAndRecover()
    {
        FileStatus? status = disk.Status(paths.Log);
        long epoch = lockFile.Epoch;
        _mustRewrite |= epoch < 0;
        bool isKnown = _file is not null
            && status?.Identity == _identity
            && status.Value.Length >= _length
            && epoch == _epoch
            && (disk.Status(paths.Head) ?? default) == _headStatus
            && !_mustRewrite;
        if (isKnown && status!.Value.Length == _length)
        {
            return;
        }

        if (!isKnown)
        {
            Reopen();
        }

        Recover(isKnown ? _length : 0);
        if (_mustRewrite)
        {
            if (_file is not null)
            {
                Rewrite(0, _length);
            }

            EndRewrite();
        }
    }

    private void Reopen()
    {
        Forget();
        _file = disk.Open(paths.Log, DiskOpen.ReadWrite);
        _isNameFlushed = false;
        _epoch = lockFile.Epoch;
        LogHead? head = LogHead.Read(disk, paths);
        _headStatus = disk.Status(paths.Head) ?? default;
        _last = head ?? new(0, 0, false);
        _length = 0;
        if (_file is not null)
        {
            _identity = _file.Status().Identity;
        }
    }

    /// <summary>Finds the committed end, ends a last line that lacks only its <c>\n</c>, and sets aside what follows.</summary>
    private void Recover(long floor)
    {
        if (_file is null)
        {
            return;
        }

        long length = _file.Status().Length;
        LogTail tail = LogTail.Find(_file, floor, length, looksFarBack: floor == 0);
        if (tail.Damage is not null)
        {
            throw new LogCorruptException(
                paths.Log, LineNumber.Of(_file, tail.DamageOffset), tail.DamageOffset, tail.Damage);
        }

        bool lacksNewline = false;
        if (tail.Unterminated is { } whole)
        {
            lacksNewline = true;
            tail = tail with { End = length, Seq = whole.Seq, Timestamp = whole.Timestamp };
        }

        // Everything that refuses comes before anything that writes.
        ThrowUnlessLog(tail, length);
        LogTail.CheckOrder(_file, floor, tail.End, floor > 0 ? _last.Seq : null);
        if (floor == 0)
        {
            tail.ThrowIfBelow(_last.Seq > 0 ? _last : null, _file, paths);
        }

        if (lacksNewline)
        {
            _file.Write("\n"u8, length);
            Flush();
            tail = tail with { End = length + 1 };
        }
        else if (tail.End < length)
        {
            _quarantine.Add(_file, tail.End, length);
            Cut(tail.End);
            Flush();
        }

        _length = tail.End;
        if (tail.Seq > 0)
        {
            _last = _last with { Seq = tail.Seq, Timestamp = Math.Max(tail.Timestamp, _last.Timestamp) };
        }
    }

    /// <summary>A file without one sound entry is a torn first write, or it is no log at all and not ours to touch.</summary>
    private void ThrowUnlessLog(LogTail tail, long length)
    {
        if (tail.End > 0 || length == 0)
        {
            return;
        }

        byte[] beginning = new byte[16];
        if (!LogLine.CouldBegin(beginning.AsSpan(0, _file!.Read(beginning, 0))))
        {
            throw new LogCorruptException(
                paths.Log, 1, 0, "the file does not begin as a log does, with {\"seq\":, and holds no entry: it is something else");
        }
    }

    /// <summary>Gives a request its numbers.</summary>
    /// <returns>Whether there is something to write.</returns>
    private bool Number(AppendRequest request, out long timestamp, long now)
    {
        timestamp = Math.Max(now, _last.Timestamp);
        int count = request.Payloads.Count;
        if (count > LogLine.MaxSeq - _last.Seq)
        {
            throw new StorageException(
                "append to", paths.Log, $"its numbers end at {LogLine.MaxSeq}", "Begin another log, or delete this one.");
        }

        bool conflict = request.ExpectedLastSeq is { } expected && expected != _last.Seq;
        request.Outcome = conflict
            ? new(0, _last.Seq, true)
            : new(_last.Seq + 1, _last.Seq + count, false);
        return !conflict && count > 0;
    }

    private int Encode(AppendRequest request, long timestamp, int pending)
    {
        int count = request.Payloads.Count;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> payload = request.Payloads[i].Span;
            if (pending > 0 && pending + payload.Length + LogLine.MaxEnvelope > WriteSize)
            {
                WriteOut(pending);
                pending = 0;
            }

            Reserve(pending + payload.Length + LogLine.MaxEnvelope);
            long seq = request.Outcome.FirstSeq + i;
            pending += LogLine.Write(_buffer.AsSpan(pending), seq, timestamp, payload, more: i + 1 < count);
        }

        _last = _last with { Seq = request.Outcome.LastSeq, Timestamp = timestamp };
        return pending;
    }

    private void Reserve(int size)
    {
        if (_buffer.Length < size)
        {
            Array.Resize(ref _buffer, Math.Max(size, Math.Min(_buffer.Length * 2, WriteSize)));
        }
    }

    private void WriteOut(int pending)
    {
        if (pending == 0)
        {
            return;
        }

        OpenOrCreate().Write(_buffer.AsSpan(0, pending), _length);
        _length += pending;
        if (_buffer.Length > WriteSize)
        {
            _buffer = new byte[4096];
        }
    }

    [MemberNotNull(nameof(_file))]
    private DiskFile OpenOrCreate()
    {
        if (_file is null)
        {
            _file = disk.Open(paths.Log, DiskOpen.Create)
                ?? throw LinuxError.Exception("make the log", paths.Log, LinuxError.NotFound);
            _identity = _file.Status().Identity;
            visibility.HideFrom(_identity, _length);
        }

        return _file;
    }

    private void FlushOrTakeBack(long start, LogHead before)
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            _file.Flush();
            if (!_isNameFlushed)
            {
                disk.FlushDirectory(paths.Directory);
                _isNameFlushed = true;
            }
        }
        catch
        {
            _mustRewrite = true;
            TakeBack(start, before);
            throw;
        }
    }

    /// <summary>Flushes the log where no group is under way.</summary>
    private void Flush()
    {
        try
        {
            _file!.Flush();
        }
        catch
        {
            _mustRewrite = true;
            RaiseEpoch();
            throw;
        }
    }

    /// <summary>Undoes a group: nobody was told that it was written, and nobody may find it.</summary>
    private void TakeBack(long start, LogHead before)
    {
        _last = before;
        bool isUndone = false;
        try
        {
            if (_file is not null)
            {
                Cut(start);
                _length = start;
                if (_mustRewrite)
                {
                    Rewrite(0, start);
                    EndRewrite();
                }

                isUndone = true;
            }
        }
        catch (LedgerlineException)
        {
            // The failure that is being reported is the first one; the next append recovers, or fails, before it writes.
        }
        finally
        {
            if (!isUndone)
            {
                Forget();
            }

            visibility.ShowAll();
        }
    }

    /// <summary>
    /// Cuts the log. The epoch rises before, for readers who look again before they hand out what they have read, and
    /// after, for those who read between the two.
    /// </summary>
    private void Cut(long length)
    {
        RaiseEpoch();
        _file!.SetLength(length);
        RaiseEpoch();
    }

    /// <summary>
    /// Raises the epoch. After a failed flush the page cache may show what the disk has lost, and the next flush would
    /// report success for it: then whoever writes next must rewrite the log first, also if this process is gone.
    /// </summary>
    private void RaiseEpoch()
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

    private void EndRewrite()
    {
        if (_mustRewrite || lockFile.Epoch < 0)
        {
            lockFile.EndRewrite();
            _epoch = lockFile.Epoch;
            _mustRewrite = false;
        }
    }

    /// <summary>Replaces the log by a part of itself, durably.</summary>
    private void Rewrite(long start, long end)
    {
        using (var replacement = new Replacement(disk, paths.Log, _file!.Status().Owner))
        {
            FileCopy.Copy(_file, start, end, replacement.File, 0);
            replacement.Commit(flush: true);
        }

        Forget();
        _file = disk.Open(paths.Log, DiskOpen.ReadWrite) ?? throw LinuxError.Exception("open", paths.Log, LinuxError.NotFound);
        _identity = _file.Status().Identity;
        _length = end - start;
        _isNameFlushed = true;
    }
}
