using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Serialization;

/// <summary>The base of generated converters: it refuses a stored null and gives every error its path.</summary>
/// <typeparam name="T">The annotated record.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class RecordConverter<T> : JsonConverter<T>
{
    // How System.Text.Json marks what its reader throws about the JSON, to tell it from faults of the program.
    private const string ReaderSource = "System.Text.Json.Rethrowable";

    /// <inheritdoc/>
    public sealed override bool HandleNull => true;

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
            return ReadRecord(ref reader);
        }
        catch (JsonException e) when (e.Path is null)
        {
            throw JsonFailure.Locate(e, start, reader.TokenStartIndex);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException && e.Source == ReaderSource)
        {
            // One's own converter read a token that was not what it took it for.
            throw JsonFailure.Locate(new JsonException(e.Message, e), start, reader.TokenStartIndex);
        }
    }

    /// <inheritdoc/>
    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is not null)
        {
            WriteRecord(writer, value);
        }
        else if (writer.CurrentDepth > 0)
        {
            writer.WriteNullValue();
        }
        else
        {
            throw new JsonException($"Expected a {typeof(T).Name} to write, found null.");
        }
    }

    /// <summary>Reads the record under the reader.</summary>
    /// <param name="reader">On the first token of the value; left on its last.</param>
    protected abstract T ReadRecord(ref Utf8JsonReader reader);

    /// <summary>Writes a record.</summary>
    /// <param name="writer">Takes the value.</param>
    /// <param name="value">Not null.</param>
    protected abstract void WriteRecord(Utf8JsonWriter writer, T value);
}
