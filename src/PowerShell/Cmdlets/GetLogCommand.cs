using System.Management.Automation;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary><c>Get-Log</c>: says which logs there are, and what state each is in.</summary>
[Cmdlet(VerbsCommon.Get, "Log")]
[OutputType(typeof(LogStatus))]
public sealed class GetLogCommand : LogQueryCmdlet
{
    /// <inheritdoc/>
    private protected override string Activity => "Looking at logs";

    /// <inheritdoc/>
    private protected override void ProcessLog(LogTarget log, ProgressDisplay progress) =>
        WriteObject(new LogStatus(log, Wait(log.Log.GetInfoAsync(StopToken))));
}
