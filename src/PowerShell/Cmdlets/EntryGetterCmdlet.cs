using System.Management.Automation;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that read the entries of a log which are there: which of them, and in which order.</summary>
/// <typeparam name="TEntry">The type of the entries.</typeparam>
public abstract class EntryGetterCmdlet<TEntry> : LogReaderCmdlet<TEntry>
{
    // Emptied by this cmdlet between two entries: a reader tells of what it skips while it looks for the next.
    private readonly Queue<LogSkip> _skips = new();

    /// <summary>Only entries with a higher number.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long Since { get; set; }

    /// <summary>Only entries later than this time.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>Only entries earlier than this time.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>At most this many, from the beginning of what comes out.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>The newest so many.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? Last { get; set; }

    /// <summary>Newest first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Reads around damage and gaps, and warns of each.</summary>
    [Parameter]
    public SwitchParameter SkipCorrupt { get; set; }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        if (First is not null && Last is not null)
        {
            throw new ArgumentsExcludeException("-First and -Last exclude each other: pass one of them.");
        }

        GetEntries();
    }

    /// <summary>Puts the entries into the pipeline that the parameters ask for.</summary>
    private protected abstract void GetEntries();

    /// <inheritdoc/>
    private protected sealed override void ReadLog(AppendLog<TEntry> log) => PassOn(log.Read);

    /// <summary>Puts the entries into the pipeline that a reader finds.</summary>
    private protected void PassOn(Func<LogReadOptions, IEnumerable<LogEntry<TEntry>>> read)
    {
        var options = new LogReadOptions
        {
            SinceSeq = Since,
            After = After,
            Before = Before,
            Limit = Last ?? First,
            Reverse = Descending,
            OnSkipped = SkipCorrupt ? _skips.Enqueue : null,
        };
        if (Last is not null && !Descending)
        {
            if (FindFirstOfLast(read, options) is not { } first)
            {
                return;
            }

            options = options with { SinceSeq = first - 1 };
        }

        foreach (LogEntry<TEntry> entry in read(options))
        {
            WarnOfSkips();
            WriteObject(ToOutput(entry));
        }

        WarnOfSkips();
    }

    /// <summary>
    /// Where the last entries begin. They are read twice, backwards for their beginning and forwards for themselves,
    /// so that any number of them takes no memory.
    /// </summary>
    private long? FindFirstOfLast(Func<LogReadOptions, IEnumerable<LogEntry<TEntry>>> read, LogReadOptions options)
    {
        // What is skipped on the way back is reported on the way forth.
        LogReadOptions backwards = options with { Reverse = true, OnSkipped = SkipCorrupt ? static _ => { } : null };
        using var progress = new ProgressDisplay(this, "Looking for the last entries");
        long? first = null;
        long count = 0;
        foreach (LogEntry<TEntry> entry in read(backwards))
        {
            StopToken.ThrowIfCancellationRequested();
            first = entry.Seq;
            count++;
            if (progress.IsDue)
            {
                progress.Show($"{count} of {Last} entries", (double)count / Last);
            }
        }

        return first;
    }

    private void WarnOfSkips()
    {
        while (_skips.TryDequeue(out LogSkip? skip))
        {
            string line = skip.Line is { } number ? $", line {number}" : "";
            string offset = skip.Offset is { } position ? $", offset {position}" : "";
            WriteWarning($"Skipped after entry {skip.AfterSeq}: {skip.Source}{line}{offset}: {skip.Cause}");
        }
    }
}
