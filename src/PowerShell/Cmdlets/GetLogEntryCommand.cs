using System.Collections.Concurrent;
using System.Management.Automation;

namespace Ledgerline.PowerShell;

/// <summary><c>Get-LogEntry</c>: reads the entries of a log.</summary>
[Cmdlet(VerbsCommon.Get, "LogEntry", DefaultParameterSetName = FirstSet)]
[OutputType(typeof(LogEntry))]
public sealed class GetLogEntryCommand : LogReaderCmdlet
{
    private const string FirstSet = "First";
    private const string LastSet = "Last";

    // Filled on whichever thread reads, emptied on the pipeline's: only that one may write warnings.
    private readonly ConcurrentQueue<LogSkip> _skips = new();

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
    [Parameter(ParameterSetName = FirstSet)]
    [ValidateRange(0, long.MaxValue)]
    public long? First { get; set; }

    /// <summary>The newest so many.</summary>
    [Parameter(ParameterSetName = LastSet, Mandatory = true)]
    [ValidateRange(0, long.MaxValue)]
    public long Last { get; set; }

    /// <summary>Newest first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Reads around damage and gaps, and warns of each.</summary>
    [Parameter]
    public SwitchParameter SkipCorrupt { get; set; }

    /// <inheritdoc/>
    private protected override void ReadLog(AppendLog<JsonPayload> log)
    {
        var options = new LogReadOptions
        {
            SinceSeq = Since,
            After = After,
            Before = Before,
            Limit = ParameterSetName == LastSet ? Last : First,
            Reverse = Descending,
            OnSkipped = SkipCorrupt ? _skips.Enqueue : null,
        };
        if (ParameterSetName == LastSet && !Descending)
        {
            if (FindFirstOfLast(log, options) is not { } first)
            {
                return;
            }

            options = options with { SinceSeq = first - 1 };
        }

        foreach (LogEntry<JsonPayload> entry in log.Read(options))
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
    private long? FindFirstOfLast(AppendLog<JsonPayload> log, LogReadOptions options)
    {
        // What is skipped on the way back is reported on the way forth.
        LogReadOptions backwards = options with { Reverse = true, OnSkipped = SkipCorrupt ? static _ => { } : null };
        long? first = null;
        foreach (LogEntry<JsonPayload> entry in log.Read(backwards))
        {
            first = entry.Seq;
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
