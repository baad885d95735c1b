using System.Collections.Concurrent;

namespace Ledgerline.Memory;

/// <summary>The sets of documents of one project, or the shared ones.</summary>
/// <param name="place">Where they are, for messages.</param>
/// <param name="throwIfUnusable">Throws where the driver is disposed or the project does not exist.</param>
internal sealed class MemoryDocumentSets(string place, Action throwIfUnusable)
{
    // No set has an empty name, so it can stand for the set-less documents.
    private const string SetLess = "";

    private readonly ConcurrentDictionary<string, MemoryDocuments> _sets = new(StringComparer.Ordinal);

    public MemoryDocuments Open(string? set) => _sets.GetOrAdd(
        set ?? SetLess,
        name => new MemoryDocuments(name == SetLess ? place : $"{place}/{name}", throwIfUnusable));

    /// <summary>Removes all documents and ends the watches: their project is deleted.</summary>
    public void Clear()
    {
        foreach (MemoryDocuments documents in _sets.Values)
        {
            documents.Clear();
        }
    }

    /// <summary>Ends the watches, once the driver is disposed.</summary>
    public void End()
    {
        foreach (MemoryDocuments documents in _sets.Values)
        {
            documents.End();
        }
    }
}
