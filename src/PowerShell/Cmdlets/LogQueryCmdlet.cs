using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that look at logs and change nothing: without a name all logs are meant.</summary>
public abstract class LogQueryCmdlet : LogSetCmdlet
{
    // What the parameter is while it is not given: a piped object may well give null, which means the log without a key.
    private static readonly string?[] NotGiven = ["*"];

    /// <summary>The projects' ids, or patterns; without them all projects.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id", AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[] Project { get; set; } = ["*"];

    /// <summary>The logs' names, or patterns; without them all logs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateStorageName("log name", AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string[] Log { get; set; } = ["*"];

    /// <summary>The logs' keys, or patterns; null or empty means the log without a key. Without it all logs, with a key or not.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ValidateStorageName("log key", AllowWildcards = true, AllowEmpty = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogKeyCompleter))]
    public string?[]? Key { get; set; } = NotGiven;

    /// <inheritdoc/>
    private protected sealed override string[] Projects => Project;

    /// <inheritdoc/>
    private protected sealed override LogSelection Selection =>
        ReferenceEquals(Key, NotGiven) ? LogSelection.OfAllKeys(Log) : LogSelection.WithKeys(Log, Key);
}
