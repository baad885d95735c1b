using System.Management.Automation;

namespace Ledgerline.PowerShell;

/// <summary><c>Watch-Log</c>: replays a log and follows it until Ctrl+C.</summary>
[Cmdlet(VerbsCommon.Watch, "Log")]
[OutputType(typeof(LogEntry))]
public sealed class WatchLogCommand : LogReaderCmdlet
{
    /// <summary>Replays the entries with a higher number first; without it only new entries come.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long? Since { get; set; }

    /// <summary>Ends after this many entries.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? Count { get; set; }

    /// <inheritdoc/>
    private protected override void ReadLog(AppendLog<JsonPayload> log)
    {
        long left = Count ?? long.MaxValue;
        foreach (LogEntry<JsonPayload> entry in log.SubscribeAsync(Since, null, StopToken).ToBlockingEnumerable(StopToken))
        {
            WriteObject(ToOutput(entry));
            if (--left == 0)
            {
                return;
            }
        }
    }
}
