using Ledgerline.PowerShell.Documents;

namespace Ledgerline.PowerShell.Typed;

/// <summary>One version of a document that is a record, as generated cmdlets put it into the pipeline.</summary>
public abstract class TypedDocument
{
    private protected TypedDocument(DocumentPlace place, string key, string etag)
    {
        Place = place;
        Key = key;
        ETag = etag;
    }

    /// <summary>The document's key.</summary>
    public string Key { get; }

    /// <summary>The version, for <c>-IfMatch</c>.</summary>
    public string ETag { get; }

    /// <summary>The set's name; null for a document without a set.</summary>
    public string? Set => Place.Set;

    /// <summary>The project's id; null for a shared document.</summary>
    public string? Project => Place.Project;

    /// <summary>The directory that holds the projects.</summary>
    public string Root => Place.Root;

    /// <summary>Where the document is.</summary>
    internal DocumentPlace Place { get; }

    /// <summary>The record as JSON, on one line.</summary>
    public abstract string ToJson();

    /// <summary>The key.</summary>
    public override string ToString() => Key;
}
