using System.Buffers;
using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Serialization;

/// <summary>
/// The base of generated converters. Reading has two paths: the expected one compares bytes in place, the general one
/// takes any JSON; they differ in nothing but speed, since whatever surprises the first is read again by the second. For
/// any thread.
/// </summary>
/// <typeparam name="T">The annotated record.</typeparam>
/// <param name="options">What of the context's options counts.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordConverter<T>(RecordOptions options) : JsonConverter<T>
{
    private JsonOutput? _output;

    /// <inheritdoc/>
    public sealed override bool HandleNull => true;

    /// <summary>The JSON name of the member that names a value's case; null where the type is no closed hierarchy.</summary>
    public virtual string? Discriminator => null;

    internal RecordOptions Options => options;

    /// <summary>Reads one JSON value.</summary>
    /// <param name="utf8">The value and nothing else but white space.</param>
    /// <exception cref="JsonException">It does not fit, with its path, line and byte in the line, the last two from 0.</exception>
    public T Read(ReadOnlySpan<byte> utf8) =>
        options.AllowsDuplicates && TryReadExpected(utf8, out T value) ? value : ReadGeneral(utf8);

    /// <summary>Writes a value as one line of UTF-8.</summary>
    /// <exception cref="JsonException">A member that is not nullable is null, or the value is nested too deep.</exception>
    public void Write(IBufferWriter<byte> output, T value)
    {
        ArgumentNullException.ThrowIfNull(output);
        JsonOutput own = Rent(depth: 0);
        Write(own, value);
        output.Write(own.Written.Span);
        Return(own);
    }

    /// <inheritdoc/>
    public sealed override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Inside another type's contract a null is for that contract to judge.
        if (reader.TokenType == JsonTokenType.Null && reader.CurrentDepth > 0 && default(T) is null)
        {
            return default;
        }

        Utf8JsonReader start = reader;
        try
        {
            return ReadRecord(ref reader, Options);
        }
        catch (Exception e) when (JsonFailure.IsAboutJson(e))
        {
            throw JsonFailure.Locate(e, start, reader.TokenStartIndex);
        }
    }

    /// <inheritdoc/>
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null && writer.CurrentDepth > 0)
        {
            writer.WriteNullValue();
            return;
        }

        JsonOutput own = Rent(writer.CurrentDepth);
        Write(own, value);
        if (writer.Options.Indented || !ReferenceEquals(writer.Options.Encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))
        {
            JsonReplay.Copy(own.Written.Span, writer);
        }
        else
        {
            writer.WriteRawValue(own.Written.Span, skipInputValidation: true);
        }

        Return(own);
    }

    internal void Write(JsonOutput output, T value)
    {
        if (value is null)
        {
            throw new JsonException($"Expected a {typeof(T).Name} to write, found null.");
        }

        WriteRecord(output, value);
    }

    internal T ReadGeneral(ref Utf8JsonReader reader) => ReadRecord(ref reader, options);

    internal bool TryReadExpected(ReadOnlySpan<byte> utf8, out T value)
    {
        var cursor = new JsonCursor(utf8, options);
        try
        {
            return TryReadRecord(ref cursor, out value) && cursor.IsAtEnd;
        }
        catch (Exception e) when (JsonFailure.IsAboutJson(e))
        {
            // The general path finds the same, and where it is.
            value = default!;
            return false;
        }
    }

    internal T ReadGeneral(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, options.ReaderOptions);
        Utf8JsonReader start = reader;
        bool isRead = false;
        try
        {
            reader.Read();
            start = reader;
            T value = ReadRecord(ref reader, Options);
            isRead = true;
            reader.Read();
            return value;
        }
        catch (Exception e) when (JsonFailure.IsAboutJson(e))
        {
            // What is wrong behind the value is about nothing in it.
            throw JsonFailure.Locate(e, start, isRead ? start.TokenStartIndex : reader.TokenStartIndex, utf8);
        }
    }

    /// <summary>Reads the record under the reader.</summary>
    /// <param name="reader">On the first token of the value; left on its last.</param>
    /// <param name="options">What of the context's options counts.</param>
    protected abstract T ReadRecord(ref Utf8JsonReader reader, RecordOptions options);

    /// <summary>Reads the record that stands as it is written.</summary>
    /// <returns>False on the first surprise.</returns>
    protected abstract bool TryReadRecord(ref JsonCursor cursor, out T value);

    /// <summary>Writes a record.</summary>
    /// <param name="output">Takes the value.</param>
    /// <param name="value">Not null.</param>
    protected abstract void WriteRecord(JsonOutput output, T value);

    private JsonOutput Rent(int depth)
    {
        JsonOutput output = Interlocked.Exchange(ref _output, null) ?? new JsonOutput(options);
        output.Reset(depth);
        return output;
    }

    private void Return(JsonOutput output)
    {
        if (output.Capacity <= PayloadBuffer.KeepAtMost)
        {
            _output = output;
        }
    }
}
