using System.Text;
using System.Text.RegularExpressions;

namespace Ledgerline.FileSystem;

/// <summary>
/// Takes out of a log what is no entry or not the next one, and declares the numbers lost that are gone with it. Under
/// the log's lock. Reads the log twice: first to see what is wrong and which entries are to be kept, then to write them.
/// </summary>
internal sealed partial class LogRepair(WritableLog log, LogRepairOptions options, CancellationToken cancellationToken)
{
    private readonly LogOrder _order = new();
    private readonly List<(long Start, long End)> _setAside = [];
    private long _linesSetAside;
    private long _highestSeq;
    private long _highestClaimed;
    private bool _isSound = true;
    private bool _changed;
    private bool _isQuarantined;
    private string? _backup;

    /// <summary>Repairs the log.</summary>
    /// <exception cref="LogCorruptException">The file is no log, or nothing is left that tells the log's count.</exception>
    public LogRepairResult Run()
    {
        try
        {
            log.OpenDamaged();
            LogHead? head = ReadHead(out byte[]? unreadable);
            LogRepairResult result = log.File is { } file ? Repair(file, head, unreadable) : RepairHead(head, unreadable);
            RemoveAbandoned();
            return result with
            {
                Changed = _changed,
                BackupPath = _backup,
                QuarantinePath = _isQuarantined ? log.Paths.Quarantine : null,
            };
        }
        finally
        {
            log.Forget();
        }
    }

    private LogRepairResult Repair(DiskFile file, LogHead? head, byte[]? unreadableHead)
    {
        LogTail tail = FindTail(file);
        LogRecovery.ThrowUnlessLog(file, tail.End, log.Length);
        long count = Survey(file, tail.End);
        if (_isSound && tail.End == log.Length && unreadableHead is null && !IsBelow(tail, head, file))
        {
            return new(count, 0, 0, 0, null);
        }

        if (count == 0 && unreadableHead is not null && head is null && _highestClaimed == 0)
        {
            throw CountIsLost();
        }

        MakeBackup();
        _changed = true;
        using var replacement = new Replacement(log.Disk, log.Paths.Log, file.Status().Owner);
        RepairedLines kept = WriteKept(file, tail.End, replacement.File, out long lostBehind);
        if (tail.End < log.Length)
        {
            SetAside(tail.End, log.Length);
            _linesSetAside += 1 + LineNumber.Between(file, tail.End, log.Length - 1);
        }

        if (_setAside.Count > 0)
        {
            LogQuarantine.Add(log, _setAside);
            _isQuarantined = true;
        }

        Commit(replacement, head, unreadableHead, kept, lostBehind, tail.Seq);
        log.Events.Repaired(log.Paths.Log, kept.Count, _linesSetAside, _backup);
        return new(kept.Count, _linesSetAside, _setAside.Sum(static part => part.End - part.Start), kept.Renumbered, null);
    }

    /// <summary>
    /// The head first, as in a truncation. Until the rename the old log must not seem to end below it, so what the head
    /// says is lost reaches down to the end of either log.
    /// </summary>
    private void Commit(
        Replacement replacement, LogHead? head, byte[]? unreadableHead, RepairedLines kept, long lostBehind, long oldLastSeq)
    {
        log.Flush();
        FileOwner owner = log.File!.Status().Owner;
        if (unreadableHead is not null)
        {
            LogQuarantine.AddHead(log, owner);
            _isQuarantined = true;
        }

        long highest = Math.Max(Math.Max(_highestSeq, head?.Seq ?? 0), Math.Max(oldLastSeq, kept.LastSeq) + lostBehind);
        highest = kept.Count > 0 ? highest : Math.Max(highest, _highestClaimed);
        long last = oldLastSeq > 0 ? Math.Min(oldLastSeq, kept.LastSeq) : kept.LastSeq;
        long lost = kept.Count == 0 ? 0 : highest - last;
        new LogHead(highest, Math.Max(kept.LastTimestamp, head?.Timestamp ?? 0), head?.Completed ?? false, lost)
            .Write(log.Disk, log.Paths, owner);
        log.RaiseEpoch();
        replacement.Commit(flush: true);
        log.EndRewrite();
    }

    private LogRepairResult RepairHead(LogHead? head, byte[]? unreadable)
    {
        if (unreadable is not null)
        {
            if (head is null)
            {
                throw CountIsLost();
            }

            FileOwner owner = log.Disk.Status(log.Paths.Head)!.Value.Owner;
            LogQuarantine.AddHead(log, owner);
            (_changed, _isQuarantined) = (true, true);
            head.Write(log.Disk, log.Paths, owner);
        }

        return new(0, 0, 0, 0, null);
    }

    /// <summary>The committed end; a last line that lacks only its <c>\n</c> is ended, as recovery does.</summary>
    private LogTail FindTail(DiskFile file)
    {
        LogTail tail = LogTail.Find(file, 0, log.Length, looksFarBack: true);
        if (tail.Unterminated is null)
        {
            return tail;
        }

        MakeBackup();
        _changed = true;
        file.Write("\n"u8, log.Length);
        log.Flush();
        log.Length++;
        return LogTail.Find(file, 0, log.Length, looksFarBack: true);
    }

    /// <summary>Copies the log, where that is asked for, before the first change.</summary>
    private void MakeBackup() => _backup ??= options.Backup || options.Renumber ? LogBackup.Make(log) : null;

    /// <summary>Removes what a writer that died has left half written: under the lock nobody is writing it.</summary>
    private void RemoveAbandoned()
    {
        foreach (string target in new[] { log.Paths.Log, log.Paths.Head })
        {
            string temporary = target + Replacement.Suffix;
            if (log.Disk.Status(temporary) is { Kind: FileKind.File })
            {
                _changed |= log.Disk.Delete(temporary);
            }
        }
    }

    /// <returns>How many sound lines there are, in order or not.</returns>
    private long Survey(DiskFile file, long end)
    {
        long count = 0;
        long last = 0;
        var lines = new ForwardLines(file, 0, end);
        while (lines.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!LogLine.TryParse(lines.Line, out LogLine line, out _))
            {
                _isSound = false;
                if (LogLine.TryParseHead(lines.Line, out long claimed, out _, out _) && claimed <= LogLine.MaxSeq)
                {
                    _highestClaimed = Math.Max(_highestClaimed, claimed);
                }

                continue;
            }

            _isSound &= last == 0 || line.Follows(last);
            _order.Add(line.Seq);
            _highestSeq = Math.Max(_highestSeq, line.Seq);
            last = line.Seq;
            count++;
        }

        _order.Decide();
        return count;
    }

    /// <param name="file">The log.</param>
    /// <param name="end">Its committed end.</param>
    /// <param name="target">Takes the lines that are kept.</param>
    /// <param name="lostBehind">How many entries the damaged lines behind the last sound one seem to have been.</param>
    private RepairedLines WriteKept(DiskFile file, long end, DiskFile target, out long lostBehind)
    {
        lostBehind = 0;
        var kept = new RepairedLines(target, options.Renumber);
        var lines = new ForwardLines(file, 0, end);
        bool isNeighbour = true;
        while (lines.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool isSound = LogLine.TryParse(lines.Line, out LogLine line, out _);
            if (isSound && (_order.Keeps(line.Seq) || options.Renumber))
            {
                kept.Add(lines.Line, line, isNeighbour);
                isNeighbour = true;
                lostBehind = 0;
                continue;
            }

            isNeighbour = false;
            _linesSetAside++;
            SetAside(lines.Offset, lines.NextOffset);
            lostBehind = isSound ? 0 : lostBehind + LogLine.CountBeginnings(lines.Line);
        }

        kept.End();
        return kept;
    }

    private void SetAside(long start, long end)
    {
        if (_setAside.Count > 0 && _setAside[^1].End == start)
        {
            _setAside[^1] = (_setAside[^1].Start, end);
        }
        else
        {
            _setAside.Add((start, end));
        }
    }

    private bool IsBelow(LogTail tail, LogHead? head, DiskFile file)
    {
        try
        {
            tail.ThrowIfBelow(head, file, log.Paths);
            return false;
        }
        catch (LogCorruptException)
        {
            return true;
        }
    }

    /// <summary>The head; of one that cannot be read, what it still seems to say.</summary>
    private LogHead? ReadHead(out byte[]? unreadable)
    {
        unreadable = null;
        try
        {
            return LogHead.Read(log.Disk, log.Paths);
        }
        catch (LogCorruptException)
        {
            unreadable = LogHead.ReadBytes(log.Disk, log.Paths) ?? [];
        }

        string text = Encoding.UTF8.GetString(unreadable);
        bool isCompleted = text.Contains("\"completed\":true", StringComparison.Ordinal);
        return SeqMember().Match(text) is { Success: true } seq
            ? new(long.Parse(seq.Groups[1].ValueSpan, null), 0, isCompleted)
            : isCompleted ? new(0, 0, isCompleted) : null;
    }

    private LogCorruptException CountIsLost() => new(
        log.Paths.Head,
        1,
        0,
        "this file held the count of a log that has no entries, and no number can be read from it: where the count went on cannot be known. Write the number by hand, or delete the log to begin again from 1");

    /// <summary>A number that entries may have: fifteen digits are below the highest.</summary>
    [GeneratedRegex("\"seq\":([0-9]{1,15})\\b")]
    private static partial Regex SeqMember();
}
