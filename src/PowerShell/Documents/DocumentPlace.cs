namespace Ledgerline.PowerShell.Documents;

/// <summary>Where documents are: a set, or the set-less ones, of a project or of the whole root.</summary>
/// <param name="Root">The full path of the root.</param>
/// <param name="Project">The project's id; null for shared documents.</param>
/// <param name="Set">The set's name; null for the set-less documents.</param>
internal readonly record struct DocumentPlace(string Root, string? Project, string? Set)
{
    /// <summary>A place, where an empty name stands for no set.</summary>
    public static DocumentPlace Of(string root, string? project, string? set) =>
        new(root, project, string.IsNullOrEmpty(set) ? null : set);

    /// <summary>The documents, untyped.</summary>
    public JsonKv<JsonPayload> Open(IStorageDriver driver) =>
        Project is null ? driver.Shared.Kv(Set) : driver.Project(Project).Kv(Set);

    /// <summary>The documents, as a type says.</summary>
    public JsonKv<T> Open<T>(IStorageDriver driver, KvDefinition<T> definition) =>
        Project is null ? driver.Shared.Kv(definition) : driver.Project(Project).Kv(definition);

    /// <summary>The names of the sets beside this one that hold a document; the set-less documents stand for an empty name.</summary>
    public IEnumerable<string> ListSets(IStorageDriver driver, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<string> names = Project is null
            ? driver.Shared.ListKvSetsAsync(cancellationToken)
            : driver.Project(Project).ListKvSetsAsync(cancellationToken);
        return names.ToBlockingEnumerable(cancellationToken).Prepend("");
    }

    /// <summary>A document as a person reads of it.</summary>
    public string Describe(string key) => $"Document '{key}' {this}";

    /// <summary>The place, as the end of a sentence.</summary>
    public override string ToString()
    {
        string set = Set is null ? "" : $"in the set '{Set}' ";
        return Project is null ? $"{set}among the shared documents of {Root}" : $"{set}of the project '{Project}' in {Root}";
    }
}
