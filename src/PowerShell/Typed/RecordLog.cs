namespace Ledgerline.PowerShell.Typed;

/// <summary>A record's log, and where it is: what each of its entries says of itself in the pipeline.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
internal sealed class RecordLog<TEvent>(LogDefinition<TEvent> definition, string root, Project project, string? key)
{
    public string Root { get; } = root;

    public string Project { get; } = project.Id;

    public string? Key { get; } = key;

    public LogDefinition<TEvent> Definition { get; } = definition;

    /// <summary>The log, with what the definition says of durability and of how much it keeps.</summary>
    public AppendLog<TEvent> Log { get; } = key is null ? project.Log(definition) : project.Log(definition, key);
}
