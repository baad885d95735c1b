using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.PowerShell.Json;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Makes a record of an object in the pipeline: the record itself, an entry that holds it, or anything with its members.</summary>
/// <typeparam name="TEvent">The record.</typeparam>
internal sealed class RecordInput<TEvent>(LogDefinition<TEvent> definition)
{
    private readonly JsonTypeInfo<TEvent> _contract =
        (JsonTypeInfo<TEvent>)ArgumentOptions.Of(definition.TypeInfo.Options).GetTypeInfo(typeof(TEvent));

    /// <exception cref="JsonException">It has not the record's members.</exception>
    /// <exception cref="ValueNotSerializableException">It holds what has no JSON.</exception>
    public TEvent Convert(object? value) => (value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value) switch
    {
        TEvent record => record,
        TypedLogEntry<TEvent> entry => entry.Data,
        _ => JsonSerializer.Deserialize(PSObjectJsonWriter.Write(value).Utf8.Span, _contract)
            ?? throw new JsonException($"Expected a {typeof(TEvent).Name}, found null."),
    };
}
