using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets that read one log share.</summary>
public abstract class LogReaderCmdlet : ProjectCmdlet
{
    private PSObjectJsonReader? _json;

    /// <summary>The log's name.</summary>
    [Parameter]
    [ValidateStorageName("log name")]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string Log { get; set; } = "history";

    /// <summary>Makes times of the strings in the data that are dates with a time.</summary>
    [Parameter]
    public SwitchParameter AsDateTime { get; set; }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        string root = ResolveRoot(Root);
        WriteVerbose($"Reading the log '{Log}' of the project '{Project}' in {root}.");
        try
        {
            ReadLog(OpenDriver(root).Project(Project).Log(Log));
        }
        catch (ProjectNotFoundException e)
        {
            // Of several projects in the pipeline the others can still be read.
            WriteError(Describe(e)!);
        }
    }

    /// <summary>An entry as it goes into the pipeline.</summary>
    private protected LogEntry ToOutput(in LogEntry<JsonPayload> entry) => new(entry, _json ??= new PSObjectJsonReader(AsDateTime));

    /// <summary>Puts entries into the pipeline.</summary>
    private protected abstract void ReadLog(AppendLog<JsonPayload> log);
}
