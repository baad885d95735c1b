using System.Management.Automation;

namespace Ledgerline.PowerShell.Typed;

/// <summary>What the generated cmdlets share that read the log of a record.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
public abstract class TypedReaderCmdlet<TEvent> : ProjectCmdlet
{
    /// <summary>Which of the record's logs; without it the one without a key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Names.ValidateStorageName("log key")]
    public string? Key { get; set; }

    /// <summary>How the record is stored.</summary>
    protected abstract LogDefinition<TEvent> Definition { get; }

    /// <inheritdoc/>
    private protected sealed override void ProcessInput()
    {
        string root = ResolveRoot(Root);
        WriteVerbose($"Reading the log '{Definition.Name}' of the project '{Project}' in {root}.");
        try
        {
            Project project = OpenDriver(root).Project(Project);
            ReadLog(Key is null ? project.Log(Definition) : project.Log(Definition, Key), new LogAddress(root, Project, Key));
        }
        catch (ProjectNotFoundException e)
        {
            // Of several projects in the pipeline the others can still be read.
            WriteError(Describe(e)!);
        }
    }

    /// <summary>Puts entries into the pipeline.</summary>
    private protected abstract void ReadLog(AppendLog<TEvent> log, LogAddress address);
}
