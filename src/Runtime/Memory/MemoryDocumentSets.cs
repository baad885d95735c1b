using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

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

    /// <summary>The names of the sets that hold a document, in ordinal order.</summary>
    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<string> found = [.. _sets.Where(static set => set.Key != SetLess && set.Value.HasAny)
            .Select(static set => set.Key).Order(StringComparer.Ordinal)];

        // After the look: of a project that was deleted meanwhile, nothing is what was found.
        throwIfUnusable();
        foreach (string name in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

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
