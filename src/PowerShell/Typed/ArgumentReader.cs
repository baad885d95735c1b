using System.Text.Json;
using Ledgerline.Serialization;

namespace Ledgerline.PowerShell.Typed;

/// <summary>Reads one value by generated code, with errors that name the place in it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
internal sealed class ArgumentReader<T>(RecordOptions options, ReadValue<T> read) : RecordConverter<T>(options)
{
    /// <inheritdoc/>
    protected override T ReadRecord(ref Utf8JsonReader reader, RecordOptions options) => read(ref reader, options);

    /// <inheritdoc/>
    protected override bool TryReadRecord(ref JsonCursor cursor, out T value)
    {
        // What a script passes does not look like what a serializer writes.
        value = default!;
        return false;
    }

    /// <inheritdoc/>
    protected override void WriteRecord(JsonOutput output, T value) => throw new NotSupportedException("It only reads.");
}
