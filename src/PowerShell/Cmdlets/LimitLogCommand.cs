using System.Management.Automation;
using Ledgerline.PowerShell.Logs;
using Ledgerline.PowerShell.Progress;
using Ledgerline.PowerShell.Times;

namespace Ledgerline.PowerShell;

/// <summary><c>Limit-Log</c>: removes the oldest entries of logs.</summary>
[Cmdlet(VerbsData.Limit, "Log", SupportsShouldProcess = true, DefaultParameterSetName = BeforeSet)]
[OutputType(typeof(LimitedLog))]
public sealed class LimitLogCommand : LogChangeCmdlet
{
    private const string BeforeSet = "Before";
    private const string KeepLastSet = "KeepLast";
    private const string OlderThanSet = "OlderThan";

    /// <summary>Removes the entries below this number; the entry that has it is kept.</summary>
    [Parameter(ParameterSetName = BeforeSet, Mandatory = true)]
    [ValidateRange(1, long.MaxValue)]
    public long Before { get; set; }

    /// <summary>Removes all but so many of the newest entries.</summary>
    [Parameter(ParameterSetName = KeepLastSet, Mandatory = true)]
    [ValidateRange(0, long.MaxValue)]
    public long KeepLast { get; set; }

    /// <summary>Removes the entries from before this time, or older than this time span when the command begins.</summary>
    [Parameter(ParameterSetName = OlderThanSet, Mandatory = true)]
    [PointInTime]
    public DateTimeOffset OlderThan { get; set; }

    /// <inheritdoc/>
    private protected override string Activity => "Limiting logs";

    /// <inheritdoc/>
    private protected override void ProcessLog(LogTarget log, ProgressDisplay progress)
    {
        // What is appended from here on is newer than anything that is removed, whichever limit counts.
        LogInfo info = Wait(log.Log.GetInfoAsync(StopToken));
        long upTo = Math.Min(FindLastToRemove(log, info), info.LastSeq);
        long count = upTo - info.FirstSeq + 1;
        if (count <= 0)
        {
            WriteVerbose($"The {log} has nothing to remove.");
            WriteObject(new LimitedLog(log, 0, info));
            return;
        }

        string entries = count == 1 ? $"1 entry ({upTo})" : $"{count} entries ({info.FirstSeq} to {upTo})";
        long kept = info.LastSeq - upTo;
        string rest = kept == 0 ? "None is kept" : $"{kept} {(kept == 1 ? "is" : "are")} kept, from {upTo + 1} on";
        if (ShouldProcess(
            $"Remove {entries} of the {log}. {rest}.", $"Remove {entries} of the {log}? {rest}.", "Limit-Log"))
        {
            TruncateResult result = Wait(log.Log.TruncateBeforeAsync(upTo, StopToken));
            WriteObject(new LimitedLog(log, result.Removed, Wait(log.Log.GetInfoAsync(StopToken))));
        }
    }

    private long FindLastToRemove(LogTarget log, LogInfo info) => ParameterSetName switch
    {
        KeepLastSet => info.LastSeq - KeepLast,
        OlderThanSet => FindLastOlder(log, info),
        _ => Before - 1,
    };

    /// <summary>The entry before the first that is not older; without one, the last of those that were there.</summary>
    private long FindLastOlder(LogTarget log, LogInfo info)
    {
        // Exclusive, and times are whole milliseconds: the smallest step back includes the time itself.
        var options = new LogReadOptions { After = OlderThan.AddTicks(-1), Limit = 1 };
        long? first = log.Log.ReadAsync(options, StopToken).ToBlockingEnumerable(StopToken)
            .Select(entry => (long?)entry.Seq).FirstOrDefault();
        return first - 1 ?? info.LastSeq;
    }
}
