namespace Ledgerline.Postgres;

/// <summary>Which set of documents it is.</summary>
/// <param name="Project">The project's id, or "" for the shared documents.</param>
/// <param name="Set">The set's name, or "" for the documents without one.</param>
internal readonly record struct DocumentPlace(string Project, string Set)
{
    /// <summary>The set's name in messages.</summary>
    public override string ToString() => $"postgres:{(Project.Length == 0 ? "shared" : Project)}{(Set.Length == 0 ? "" : $"/{Set}")}";
}
