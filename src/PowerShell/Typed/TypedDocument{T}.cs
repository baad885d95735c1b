using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.PowerShell.Documents;

namespace Ledgerline.PowerShell.Typed;

/// <summary>One version of a document, with the record itself.</summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class TypedDocument<T> : TypedDocument, IRecordHolder<T>
{
    private readonly JsonTypeInfo<T> _contract;

    internal TypedDocument(DocumentPlace place, string key, string etag, T data, JsonTypeInfo<T> contract)
        : base(place, key, etag)
    {
        _contract = contract;
        Data = data;
    }

    /// <summary>What is stored.</summary>
    public T Data { get; }

    /// <inheritdoc/>
    public override string ToJson() => JsonSerializer.Serialize(Data, _contract);
}
