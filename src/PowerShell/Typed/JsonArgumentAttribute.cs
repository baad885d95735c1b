using System.ComponentModel;
using System.Management.Automation;
using System.Text.Json;
using Ledgerline.PowerShell.Json;
using Ledgerline.Serialization;

namespace Ledgerline.PowerShell.Typed;

/// <summary>
/// Makes a parameter's value of what a script has: a hashtable or a PSCustomObject becomes a record through the
/// record's own serializer. What is of the type already stays as it is. Derived from by generated code.
/// </summary>
/// <typeparam name="T">The type of the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Property)]
public abstract class JsonArgumentAttribute<T> : ArgumentTransformationAttribute
{
    private ArgumentReader<T>? _reader;

    /// <summary>The options that records are stored with.</summary>
    protected abstract JsonSerializerOptions Options { get; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        Bare(inputData) is null ? null : Convert(inputData);

    /// <summary>Reads the value under the reader.</summary>
    /// <param name="reader">On the value's first token; left on its last.</param>
    /// <param name="options">What of the options counts.</param>
    protected abstract T Read(ref Utf8JsonReader reader, RecordOptions options);

    /// <summary>One value, made of what a script passed.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It does not fit the type.</exception>
    private protected T Convert(object? value)
    {
        if (Bare(value) is T ready)
        {
            return ready;
        }

        _reader ??= new ArgumentReader<T>(new RecordOptions(ArgumentOptions.Of(Options)), Read);
        try
        {
            return _reader.Read(PSObjectJsonWriter.Write(value).Utf8.Span);
        }
        catch (Exception e) when (e is JsonException or ValueNotSerializableException)
        {
            throw new ArgumentTransformationMetadataException(JsonFault.Describe(e), e);
        }
    }

    /// <summary>What PowerShell has wrapped; an object of its own stays as it is.</summary>
    private protected static object? Bare(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value;
}
