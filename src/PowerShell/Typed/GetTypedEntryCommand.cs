using System.ComponentModel;
using System.Management.Automation;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Reads the entries of a record's log. Derived from by generated code.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class GetTypedEntryCommand<TEvent> : TypedReaderCmdlet<TEvent>
{
    /// <summary>The parameter set that counts where the parameters do not tell.</summary>
    public const string DefaultSet = "First";

    /// <summary>Only entries with a higher number.</summary>
    [Parameter]
    [ValidateRange(0, long.MaxValue)]
    public long Since { get; set; }

    /// <inheritdoc/>
    private protected override void ReadLog(AppendLog<TEvent> log, LogAddress address)
    {
        foreach (LogEntry<TEvent> entry in log.ReadAsync(new LogReadOptions { SinceSeq = Since }, StopToken).ToBlockingEnumerable(StopToken))
        {
            WriteObject(new TypedLogEntry<TEvent>(entry, Definition, address));
        }
    }
}
