using Ledgerline.PowerShell.Documents;

namespace Ledgerline.PowerShell;

/// <summary>A change to a document, as <c>Watch-JsonKv</c> puts it into the pipeline.</summary>
public sealed class LedgerDocumentChange
{
    private readonly DocumentPlace _place;

    internal LedgerDocumentChange(DocumentPlace place, KvChange change, DateTimeOffset time)
    {
        _place = place;
        Kind = change.Kind;
        Key = change.Key;
        Time = time;
    }

    /// <summary>When the change was seen, UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Whether the document was written or deleted.</summary>
    public KvChangeKind Kind { get; }

    /// <summary>The document's key.</summary>
    public string Key { get; }

    /// <summary>The set's name; null for a document without a set.</summary>
    public string? Set => _place.Set;

    /// <summary>The project's id; null for a shared document.</summary>
    public string? Project => _place.Project;

    /// <summary>The directory that holds the projects.</summary>
    public string Root => _place.Root;

    /// <summary>The kind and the key.</summary>
    public override string ToString() => $"{Kind} {Key}";
}
