using System.Management.Automation;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary><c>Repair-Log</c>: sets aside what is damaged, after a backup.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "Log", SupportsShouldProcess = true)]
[OutputType(typeof(RepairedLog))]
public sealed class RepairLogCommand : LogChangeCmdlet
{
    // Of more than these one reads in what Test-Log puts out.
    private const int MaxDescribed = 10;

    /// <summary>Numbers all sound entries anew, densely.</summary>
    [Parameter]
    public SwitchParameter Renumber { get; set; }

    /// <inheritdoc/>
    private protected override string Activity => "Repairing logs";

    /// <inheritdoc/>
    private protected override ErrorRecord? Describe(Exception exception) => exception is LogCorruptException corrupt
        ? ErrorRecords.NotRepairable(corrupt)
        : base.Describe(exception);

    /// <inheritdoc/>
    private protected override void ProcessLog(LogTarget log, ProgressDisplay progress)
    {
        (long count, string faults, long entries) = Examine(log, progress);
        if (count == 0)
        {
            WriteVerbose($"The {log} is sound, and was left as it is.");
            WriteObject(new RepairedLog(log, 0, new LogRepairResult(entries, 0, 0, 0, null)));
        }
        else if (ShouldProcess(
            $"Back up the {log}, {(Renumber ? "set aside what is damaged and renumber the rest" : "and set aside what is damaged")}: {faults}",
            $"Repair the {log} after a backup? {faults}",
            "Repair-Log"))
        {
            LogRepairResult result = Repair(log, progress);
            WriteVerbose(result.Changed ? $"Repaired the {log}." : $"The {log} was mended meanwhile, and was left as it is.");
            WriteObject(new RepairedLog(log, count, result));
        }
    }

    /// <summary>Looks first, without a lock: what is sound is not touched, and what is not can be told before it changes.</summary>
    private (long Count, string Faults, long Entries) Examine(LogTarget log, ProgressDisplay progress)
    {
        var examination = new LogExamination(log, progress, StopToken);
        List<string> described = [];
        long count = 0;
        foreach (Ledgerline.LogFault fault in examination.Run(Wait))
        {
            if (count++ < MaxDescribed)
            {
                described.Add(LogFault.Describe(fault));
            }
        }

        string more = count > MaxDescribed ? $"; and {count - MaxDescribed} more, which Test-Log tells" : "";
        return (count, $"{count} {(count == 1 ? "fault" : "faults")}. {string.Join("; ", described)}{more}.", examination.Progress.EntriesRead);
    }

    private LogRepairResult Repair(LogTarget log, ProgressDisplay progress)
    {
        var options = new LogRepairOptions { Backup = true, Renumber = Renumber };
        return Wait(log.Log.RepairAsync(options, StopToken).AsTask(), () => progress.Show($"{log}: setting aside what is damaged"));
    }
}
