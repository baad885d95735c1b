using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary><c>Watch-Log</c>: replays a log and follows it until Ctrl+C.</summary>
[Cmdlet(VerbsCommon.Watch, "Log")]
[OutputType(typeof(LogEntry))]
public sealed class WatchLogCommand : EntryWatcherCmdlet<JsonPayload>
{
    private PSObjectJsonReader? _json;

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
    private protected override AppendLog<JsonPayload> OpenLog(Project project, string? key) => project.Log(Log, key);

    /// <inheritdoc/>
    private protected override object ToOutput(in LogEntry<JsonPayload> entry) => new LogEntry(entry, _json ??= new PSObjectJsonReader(AsDateTime));
}
