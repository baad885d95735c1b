using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Files;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Get-LogEntry</c>: reads the entries of a log, or of a log's file wherever it lies.</summary>
[Cmdlet(VerbsCommon.Get, "LogEntry", DefaultParameterSetName = LogSet)]
[OutputType(typeof(LogEntry))]
public sealed class GetLogEntryCommand : EntryGetterCmdlet<JsonPayload>
{
    private const string LogSet = "Log";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private PSObjectJsonReader? _json;

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

    /// <summary>The log's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateStorageName("log name")]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string Log { get; set; } = "history";

    /// <summary>Makes times of the strings in the data that are dates with a time.</summary>
    [Parameter]
    public SwitchParameter AsDateTime { get; set; }

    /// <inheritdoc/>
    private protected override string LogName => Log;

    /// <inheritdoc/>
    private protected override void GetEntries()
    {
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
    private protected override AppendLog<JsonPayload> OpenLog(Project project, string? key) => project.Log(Log, key);

    /// <inheritdoc/>
    private protected override object ToOutput(in LogEntry<JsonPayload> entry) => new LogEntry(entry, _json ??= new PSObjectJsonReader(AsDateTime));

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
}
