using System.Management.Automation;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary><c>Remove-Log</c>: deletes logs with all their entries.</summary>
[Cmdlet(VerbsCommon.Remove, "Log", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLogCommand : LogChangeCmdlet
{
    /// <inheritdoc/>
    private protected override string Activity => "Removing logs";

    /// <inheritdoc/>
    private protected override void ProcessLog(LogTarget log, ProgressDisplay progress)
    {
        if (ShouldProcess($"The {log}", "Remove with all its entries"))
        {
            bool existed = Wait(log.Log.DeleteAsync(StopToken));
            WriteVerbose(existed ? $"Removed the {log}." : $"The {log} was gone already.");
        }
    }
}
