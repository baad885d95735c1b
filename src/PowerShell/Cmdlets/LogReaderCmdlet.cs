using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Json;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets that read the entries of one log share.</summary>
public abstract class LogReaderCmdlet : LedgerCmdlet
{
    private PSObjectJsonReader? _json;

    /// <summary>The directory that holds the projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>The log's name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateStorageName("log name")]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string Log { get; set; } = "history";

    /// <summary>Which of the logs of that name; without it, and where it is empty, the one that has no key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ValidateStorageName("log key", AllowEmpty = true)]
    [ArgumentCompleter(typeof(LogKeyCompleter))]
    public string? Key { get; set; }

    /// <summary>Makes times of the strings in the data that are dates with a time.</summary>
    [Parameter]
    public SwitchParameter AsDateTime { get; set; }

    /// <summary>An entry as it goes into the pipeline.</summary>
    private protected LogEntry ToOutput(in LogEntry<JsonPayload> entry) => new(entry, _json ??= new PSObjectJsonReader(AsDateTime));

    /// <summary>Opens the log, and puts entries into the pipeline.</summary>
    private protected void ReadLog(string project)
    {
        string root = ResolveRoot(Root);
        string? key = string.IsNullOrEmpty(Key) ? null : Key;
        WriteVerbose($"Reading the log '{Log}'{(key is null ? "" : $" with the key '{key}'")} of the project '{project}' in {root}.");
        try
        {
            ReadLog(OpenDriver(root).Project(project).Log(Log, key));
        }
        catch (ProjectNotFoundException e)
        {
            // Of several projects in the pipeline the others can still be read.
            WriteError(Describe(e)!);
        }
    }

    /// <summary>Puts entries into the pipeline.</summary>
    private protected abstract void ReadLog(AppendLog<JsonPayload> log);
}
