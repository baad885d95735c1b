using System.Management.Automation;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Progress;

namespace Ledgerline.PowerShell;

/// <summary><c>Test-Log</c>: reads everything and reports each fault.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Log")]
[OutputType(typeof(LogFault), typeof(bool))]
public sealed class TestLogCommand : LogQueryCmdlet
{
    private bool _isSound;

    /// <summary>Says only whether all is sound: one Boolean for the command, or for each object from the pipeline.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override string Activity => "Testing logs";

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        _isSound = true;
        bool isComplete = ProcessLogs();
        if (Quiet)
        {
            WriteObject(isComplete && _isSound);
        }
    }

    /// <inheritdoc/>
    private protected override void ProcessLog(LogTarget log, ProgressDisplay progress)
    {
        if (Quiet && !_isSound)
        {
            // The answer is known.
            return;
        }

        var examination = new LogExamination(log, progress, StopToken);
        long faults = 0;
        foreach (Ledgerline.LogFault fault in examination.Run(Wait))
        {
            _isSound = false;
            faults++;
            if (Quiet)
            {
                break;
            }

            WriteObject(new LogFault(log, fault));
        }

        LogProgress read = examination.Progress;
        WriteVerbose($"Read {read.EntriesRead} entries in {read.BytesRead} bytes of the {log}: {(faults == 0 ? "sound" : faults == 1 ? "1 fault" : $"{faults} faults")}.");
    }
}
