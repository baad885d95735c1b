namespace Ledgerline.FileSystem;

/// <summary>
/// Reads all of a log, line by line, in constant memory, and says what is wrong with it. It takes no lock: what looks
/// wrong is looked at again where something was cut meanwhile.
/// </summary>
internal sealed class LogVerification(Disk disk, LogPaths paths, LogVisibility visibility, IProgress<LogProgress>? progress)
{
    /// <summary>How often progress is told, in bytes.</summary>
    private const int ProgressStep = 1 << 20;

    /// <summary>How long a temporary file must stay as it is to be one that nobody is writing.</summary>
    private static readonly TimeSpan TemporaryPause = TimeSpan.FromSeconds(1);

    private long _line;
    private long _lastSeq;
    private long _damagedLines;
    private long _entries;

    /// <summary>The faults: of the head, then of the lines in their order, then of what stands beside them.</summary>
    public IEnumerable<LogFault> Run(CancellationToken cancellationToken)
    {
        using LogSnapshot log = LogSnapshot.Take(disk, paths, visibility);
        if (log.HeadFault is { } unreadable)
        {
            yield return new(LogFaultKind.UnreadableHead, paths.Head, unreadable.Line, unreadable.Offset, 0, null, unreadable.Cause);
        }

        if (log.File is not null)
        {
            foreach (LogFault fault in Lines(log, log.File, cancellationToken))
            {
                yield return fault;
            }

            if (log.FindTailLeft() is { } tail)
            {
                yield return Tail(log.File, tail.Start, tail.End);
            }

            if (log.BelowHead is { } below)
            {
                yield return new(LogFaultKind.BelowHead, paths.Log, below.Line, below.Offset, 0, null, below.Cause);
            }

            progress?.Report(new(log.Length, log.Length, _entries));
        }

        foreach (string target in new[] { paths.Log, paths.Head })
        {
            if (Abandoned(target + Replacement.Suffix, cancellationToken) is { } status)
            {
                yield return new(
                    LogFaultKind.TemporaryFile, target + Replacement.Suffix, null, null, status.Length, null,
                    "a process died while it wrote this file; the next one that replaces what it was to replace removes it");
            }
        }
    }

    private IEnumerable<LogFault> Lines(LogSnapshot log, DiskFile file, CancellationToken cancellationToken)
    {
        var lines = new ForwardLines(file, 0, log.End);
        long told = 0;
        while (lines.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogFault? fault = Judge(lines, out long sound);
            if (fault is not null && log.WasCut())
            {
                lines.StepBack();
                lines.Reread();
                lines.End = log.End;
                continue;
            }

            _line++;
            _damagedLines = fault?.Kind == LogFaultKind.DamagedLine ? _damagedLines + 1 : 0;
            if (sound > 0)
            {
                _lastSeq = sound;
                _entries++;
            }

            if (fault is not null)
            {
                yield return fault;
            }

            if (progress is not null && lines.NextOffset - told >= ProgressStep)
            {
                told = lines.NextOffset;
                progress.Report(new(told, log.Length, _entries));
            }
        }
    }

    /// <summary>What is wrong with the current line; null where nothing is.</summary>
    /// <param name="lines">Stands at the line.</param>
    /// <param name="sound">The line's number where it is the last sound one now; 0 otherwise.</param>
    private LogFault? Judge(ForwardLines lines, out long sound)
    {
        sound = 0;
        ReadOnlySpan<byte> bytes = lines.Line;
        if (!LogLine.TryParse(bytes, out LogLine line, out string? cause))
        {
            bool isNumbered = LogLine.TryParseHead(bytes, out long seq, out _, out _);
            return Fault(LogFaultKind.DamagedLine, lines, isNumbered ? seq : null, cause!);
        }

        if (_lastSeq > 0 && line.Seq <= _lastSeq)
        {
            return Fault(LogFaultKind.OutOfOrder, lines, line.Seq, LogTail.OutOfOrder(line.Seq, _lastSeq));
        }

        sound = line.Seq;
        long missing = _lastSeq == 0 ? 0 : line.Seq - _lastSeq - 1;
        return missing > Math.Max(_damagedLines, line.Lost)
            ? Fault(LogFaultKind.Gap, lines, line.Seq, LogTail.OutOfOrder(line.Seq, _lastSeq)) with { Length = 0 }
            : null;
    }

    private LogFault Fault(LogFaultKind kind, ForwardLines lines, long? seq, string cause) =>
        new(kind, paths.Log, _line + 1, lines.Offset, lines.NextOffset - lines.Offset, seq, cause);

    private LogFault Tail(DiskFile file, long start, long end)
    {
        byte[] beginning = new byte[LogLine.MaxEnvelope];
        int read = file.Read(beginning.AsSpan(0, (int)Math.Min(beginning.Length, end - start)), start);
        bool isNumbered = LogLine.TryParseHead(beginning.AsSpan(0, read), out long seq, out _, out _);
        return new(
            LogFaultKind.UncommittedTail, paths.Log, _line + 1, start, end - start, isNumbered ? seq : null,
            "these bytes end no entry: an append was cut off, by a crash or a full disk; the next append keeps them where only the last line's end is missing, and sets them aside otherwise");
    }

    /// <summary>A temporary file that nobody is writing; null where there is none.</summary>
    private FileStatus? Abandoned(string path, CancellationToken cancellationToken)
    {
        if (disk.Status(path) is not { } first)
        {
            return null;
        }

        cancellationToken.WaitHandle.WaitOne(TemporaryPause);
        cancellationToken.ThrowIfCancellationRequested();
        return disk.Status(path) is { } second && second.LooksUnchangedFrom(first) ? second : null;
    }
}
