using System.Management.Automation;
using Ledgerline.PowerShell.Completion;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets that read one log share. Root and project also come from piped objects that have them.</summary>
public abstract class LogReaderCmdlet : LedgerCmdlet
{
    /// <summary>The directory that holds the projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>The project's id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>The log's name.</summary>
    [Parameter]
    [ValidateStorageName("log name")]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string Log { get; set; } = "history";

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

    /// <summary>Puts entries into the pipeline.</summary>
    private protected abstract void ReadLog(AppendLog<JsonPayload> log);
}
