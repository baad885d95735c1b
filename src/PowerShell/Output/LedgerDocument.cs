using Ledgerline.PowerShell.Documents;
using Ledgerline.PowerShell.Json;

namespace Ledgerline.PowerShell;

/// <summary>One version of a document, as cmdlets put it into the pipeline.</summary>
public sealed class LedgerDocument
{
    internal LedgerDocument(DocumentPlace place, string key, string etag, JsonPayload data, bool asDateTime)
    {
        Place = place;
        Key = key;
        ETag = etag;
        Data = PSObjectJsonReader.Read(data.Utf8.Span, asDateTime);
    }

    /// <summary>The document's key.</summary>
    public string Key { get; }

    /// <summary>
    /// The document: a PSCustomObject for a JSON object, an object array for an array, otherwise a string, a number, a
    /// Boolean, null or, where it was asked for, a time. May be changed, and stored again with <c>Set-JsonKv</c>.
    /// </summary>
    public object? Data { get; set; }

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

    /// <summary>The data as JSON, on one line.</summary>
    public string ToJson() => PSObjectJsonWriter.Write(Data, PSObjectJsonReader.MaxDepth).ToString();

    /// <summary>The data as JSON.</summary>
    /// <param name="indented">Whether each member and item has a line of its own.</param>
    public string ToJson(bool indented) => indented ? JsonIndent.Indent(ToJson()) : ToJson();

    /// <summary>The key.</summary>
    public override string ToString() => Key;
}
