using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets that read the entries of one log share.</summary>
/// <typeparam name="TEntry">The type of the entries.</typeparam>
public abstract class LogReaderCmdlet<TEntry> : LedgerCmdlet
{
    /// <summary>The directory that holds the projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>Which of the logs of that name; without it, and where it is empty, the one that has no key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ValidateStorageName("log key", AllowEmpty = true)]
    [ArgumentCompleter(typeof(LogKeyCompleter))]
    public string? Key { get; set; }

    /// <summary>The log's persisted name.</summary>
    private protected abstract string LogName { get; }

    /// <summary>Opens the log.</summary>
    private protected abstract AppendLog<TEntry> OpenLog(Project project, string? key);

    /// <summary>An entry as it goes into the pipeline.</summary>
    private protected abstract object ToOutput(in LogEntry<TEntry> entry);

    /// <summary>Opens the log, and puts entries into the pipeline.</summary>
    private protected void ReadLog(string project)
    {
        string root = ResolveRoot(Root);
        string? key = string.IsNullOrEmpty(Key) ? null : Key;
        WriteVerbose($"Reading the log '{LogName}'{(key is null ? "" : $" with the key '{key}'")} of the project '{project}' in {root}.");
        try
        {
            ReadLog(OpenLog(OpenDriver(root).Project(project), key));
        }
        catch (ProjectNotFoundException e)
        {
            // Of several projects in the pipeline the others can still be read.
            WriteError(Describe(e)!);
        }
    }

    /// <summary>Puts entries into the pipeline.</summary>
    private protected abstract void ReadLog(AppendLog<TEntry> log);
}
