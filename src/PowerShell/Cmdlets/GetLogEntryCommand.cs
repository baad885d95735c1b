using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Names;
using Ledgerline.PowerShell.Transfer;

namespace Ledgerline.PowerShell;

/// <summary><c>Get-LogEntry</c>: reads the entries of a log, or of a log's file wherever it lies.</summary>
[Cmdlet(VerbsCommon.Get, "LogEntry", DefaultParameterSetName = LogSet)]
[OutputType(typeof(LogEntry))]
public sealed class GetLogEntryCommand : LogReaderCmdlet
{
    private const string LogSet = "Log";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    // Emptied by this cmdlet between two entries: a reader tells of what it skips while it looks for the next.
    private readonly Queue<LogSkip> _skips = new();

    /// <summary>The project's id.</summary>
    [Parameter(ParameterSetName = LogSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>Files of logs, or patterns of such.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files of logs, whose names are taken as they are.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

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
    private protected override void ProcessInput()
    {
        if (First is not null && Last is not null)
        {
            throw new ArgumentsExcludeException("-First and -Last exclude each other: pass one of them.");
        }

        switch (ParameterSetName)
        {
            case PathSet:
                ReadFiles(Path, isLiteral: false);
                break;
            case LiteralPathSet:
                ReadFiles(LiteralPath, isLiteral: true);
                break;
            default:
                ReadLog(Project);
                break;
        }
    }

    /// <inheritdoc/>
    private protected override void ReadLog(AppendLog<JsonPayload> log) => PassOn(log.Read);

    /// <summary>A file that cannot be read is reported, and the others follow.</summary>
    private void ReadFiles(string[] paths, bool isLiteral)
    {
        var finder = new FilePaths(SessionState.Path);
        foreach (string path in paths)
        {
            IReadOnlyList<string> files = [];
            Try(() => files = finder.Find(path, isLiteral));
            foreach (string file in files)
            {
                WriteVerbose($"Reading the file {file}.");
                Try(() => PassOn(options => LogFile.Read(file, options)));
            }
        }
    }

    private void PassOn(Func<LogReadOptions, IEnumerable<LogEntry<JsonPayload>>> read)
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

        foreach (LogEntry<JsonPayload> entry in read(options))
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
    private long? FindFirstOfLast(Func<LogReadOptions, IEnumerable<LogEntry<JsonPayload>>> read, LogReadOptions options)
    {
        // What is skipped on the way back is reported on the way forth.
        LogReadOptions backwards = options with { Reverse = true, OnSkipped = SkipCorrupt ? static _ => { } : null };
        long? first = null;
        foreach (LogEntry<JsonPayload> entry in read(backwards))
        {
            StopToken.ThrowIfCancellationRequested();
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
