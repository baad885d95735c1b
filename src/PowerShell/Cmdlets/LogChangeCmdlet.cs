using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell;

/// <summary>What the cmdlets share that change logs or take them elsewhere: the logs must be named, and no key means the log without one.</summary>
public abstract class LogChangeCmdlet : LogSetCmdlet
{
    /// <summary>The projects' ids, or patterns.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id", AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string[] Project { get; set; } = [];

    /// <summary>The logs' names, or patterns.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateStorageName("log name", AllowWildcards = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string[] Log { get; set; } = [];

    /// <summary>The logs' keys, or patterns; null or empty, as without it, means the log without a key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ValidateStorageName("log key", AllowWildcards = true, AllowEmpty = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogKeyCompleter))]
    public string?[]? Key { get; set; }

    /// <inheritdoc/>
    private protected sealed override string[] Projects => Project;

    /// <inheritdoc/>
    private protected sealed override LogSelection Selection => LogSelection.WithKeys(Log, Key);
}
