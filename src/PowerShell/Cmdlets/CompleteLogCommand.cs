using System.Management.Automation;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary><c>Complete-Log</c>: seals logs.</summary>
[Cmdlet(VerbsLifecycle.Complete, "Log", SupportsShouldProcess = true)]
[OutputType(typeof(LogStatus))]
public sealed class CompleteLogCommand : LogChangeCmdlet
{
    /// <summary>Puts the logs' state into the pipeline once they are sealed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override string Activity => "Completing logs";

    /// <inheritdoc/>
    private protected override void ProcessLog(LogTarget log, ProgressDisplay progress)
    {
        LogInfo info = Wait(log.Log.GetInfoAsync(StopToken));
        if (info.IsCompleted)
        {
            WriteVerbose($"The {log} was completed before, at {info.LastSeq}.");
        }
        else if (ShouldProcess($"The {log}", "Complete"))
        {
            Wait(log.Log.CompleteAsync(StopToken));
            info = Wait(log.Log.GetInfoAsync(StopToken));
            WriteVerbose($"Completed the {log}, at {info.LastSeq}.");
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(new LogStatus(log, info));
        }
    }
}
