using System.ComponentModel;
using System.Management.Automation;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Replays a record's log and follows it. Derived from by generated code.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class WatchTypedEntryCommand<TEvent> : TypedReaderCmdlet<TEvent>
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
    private protected override void ReadLog(AppendLog<TEvent> log, LogAddress address)
    {
        long left = Count ?? long.MaxValue;
        foreach (LogEntry<TEvent> entry in log.SubscribeAsync(Since, null, StopToken).ToBlockingEnumerable(StopToken))
        {
            WriteObject(new TypedLogEntry<TEvent>(entry, Definition, address));
            if (--left == 0)
            {
                return;
            }
        }
    }
}
