using System.ComponentModel;
using System.Management.Automation;
using Ledgerline.PowerShell.Completion;
using Ledgerline.PowerShell.Names;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Appends to a record's log. Derived from by generated code, which adds a parameter for each of the record's members.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class AddTypedEntryCommand<TEvent> : LedgerCmdlet
{
    private const string ObjectSet = "InputObject";

    private RecordInput<TEvent>? _input;

    /// <summary>The record to store: one of its type, an entry that holds one, or an object or hashtable with its members.</summary>
    [Parameter(ParameterSetName = ObjectSet, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    /// <summary>The directory that holds the projects.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Root { get; set; }

    /// <summary>The project's id.</summary>
    [Parameter(Mandatory = true)]
    [Alias("ProjectId")]
    [ValidateStorageName("project id")]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string Project { get; set; } = "";

    /// <summary>Which of the record's logs; without it the one without a key.</summary>
    [Parameter]
    [ValidateStorageName("log key")]
    public string? Key { get; set; }

    /// <summary>Puts the entries that were written into the pipeline, as they were stored.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>How the record is stored.</summary>
    protected abstract LogDefinition<TEvent> Definition { get; }

    /// <summary>Makes the record of the parameters that were given.</summary>
    /// <param name="parameterSet">The set that they are of.</param>
    protected abstract TEvent Create(string parameterSet);

    /// <summary>Whether a parameter was given, be it as null: what the pipeline does not give any more is gone.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="value">Its value now.</param>
    protected bool IsGiven(string name, object? value) =>
        value is not null || (MyInvocation.BoundParameters.TryGetValue(name, out object? bound) && bound is null);

    /// <inheritdoc/>
    private protected override void ProcessInput()
    {
        TEvent entry = ParameterSetName == ObjectSet ? (_input ??= new RecordInput<TEvent>(Definition)).Convert(InputObject) : Create(ParameterSetName);
        string root = ResolveRoot(Root);
        if (ShouldProcess($"Log '{Definition.Name}' of project '{Project}' in {root}", "Add entry"))
        {
            Project project = OpenDriver(root).Project(Project);
            AppendResult written = (Key is null ? project.Log(Definition) : project.Log(Definition, Key)).Append(entry);
            WriteVerbose($"{written.FirstSeq}");
        }
    }
}
