using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ledgerline.PowerShell.Errors;
using Ledgerline.PowerShell.Json;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Makes a record of an object in the pipeline: the record itself, what holds it, or anything with its members.</summary>
/// <typeparam name="T">The record.</typeparam>
internal sealed class RecordInput<T>(JsonTypeInfo<T> stored)
{
    private readonly JsonTypeInfo<T> _contract = (JsonTypeInfo<T>)ArgumentOptions.Of(stored.Options).GetTypeInfo(typeof(T));

    /// <summary>Makes a record, and checks it by its own rules.</summary>
    /// <param name="make">Makes it.</param>
    /// <param name="source">What it is made of, for the error.</param>
    /// <param name="record">The record.</param>
    /// <returns>What is wrong with it; null for a record that is well.</returns>
    public static ErrorRecord? TryMake(Func<T> make, object? source, out T record)
    {
        record = default!;
        try
        {
            record = make();
            RecordRules.Check(record!);
            return null;
        }
        catch (Exception e) when (e is JsonException or ValueNotSerializableException or InvalidRecordException)
        {
            return ErrorRecords.NotRecord(e, typeof(T).Name, source);
        }
    }

    /// <summary>Whether a parameter was given, be it as null. What the last object of the pipeline gave is none of the next one's.</summary>
    public static bool IsGiven(InvocationInfo invocation, string name, object? value) =>
        value is not null || (invocation.BoundParameters.TryGetValue(name, out object? bound) && bound is null);

    /// <summary>What PowerShell has wrapped; an object of its own stays as it is.</summary>
    public static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value;

    /// <exception cref="JsonException">It has not the record's members.</exception>
    /// <exception cref="ValueNotSerializableException">It holds what has no JSON.</exception>
    public T Convert(object? value) => Bare(value) switch
    {
        T record => record,
        IRecordHolder<T> holder => holder.Data,
        _ => JsonSerializer.Deserialize(PSObjectJsonWriter.Write(value).Utf8.Span, _contract)
            ?? throw new JsonException($"Expected a {typeof(T).Name}, found null."),
    };
}
