using System.ComponentModel;
using System.Management.Automation;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Appends to a record's log. Derived from by generated code, which adds a parameter for each of the record's members.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AddTypedEntryCommand<TEvent> : EntryAdderCmdlet<TEvent>, IRecordLogCmdlet
{
    private const string ObjectSet = "InputObject";

    private RecordInput<TEvent>? _input;
    private RecordLog<TEvent>? _log;

    /// <summary>The record to store: one of its type, an entry that holds one, or an object or hashtable with its members.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    string? IRecordCmdlet.PersistedName => Definition.Name;

    /// <summary>How the record is stored.</summary>
    protected abstract LogDefinition<TEvent> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override string LogName => Definition.Name;

    /// <summary>Makes the record of the parameters that were given.</summary>
    /// <param name="parameterSet">The set that they are of.</param>
    protected abstract TEvent Create(string parameterSet);

    /// <summary>Whether a parameter was given, be it as null. What the last object of the pipeline gave is none of the next one's.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value now.</param>
    protected bool IsGiven(string name, object? value) =>
        RecordInput<TEvent>.IsGiven(MyInvocation, name, value);

    /// <inheritdoc/>
    private protected sealed override void TakeInput()
    {
        object? source = ParameterSetName == ObjectSet ? InputObject : null;
        if (RecordInput<TEvent>.TryMake(Make, source, out TEvent record) is { } error)
        {
            WriteError(error);
        }
        else
        {
            Take(record, 0);
        }
    }

    /// <inheritdoc/>
    private protected sealed override AppendLog<TEvent> OpenLog(Project project, string? key) =>
        (_log = new RecordLog<TEvent>(Definition, ResolveRoot(Root), project, key)).Log;

    /// <inheritdoc/>
    private protected sealed override object ToOutput(in LogEntry<TEvent> entry) => new TypedLogEntry<TEvent>(entry, _log!);

    private TEvent Make() =>
        ParameterSetName == ObjectSet ? (_input ??= new RecordInput<TEvent>(Definition.TypeInfo)).Convert(InputObject) : Create(ParameterSetName);
}
