using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline.Serialization;

/// <summary>What generated serializers take from <see cref="JsonSerializerOptions"/>. Immutable, for any thread.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RecordOptions
{
    // What System.Text.Json takes a depth of 0 for.
    private const int DefaultMaxDepth = 64;

    /// <summary>Takes what counts of the options.</summary>
    /// <param name="options">The options of the context; they no longer change.</param>
    public RecordOptions(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        IgnoresCase = options.PropertyNameCaseInsensitive;
        Numbers = options.NumberHandling;
        SkipsUnknown = options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Skip;
        AllowsDuplicates = options.AllowDuplicateProperties;
        MaxDepth = options.MaxDepth == 0 ? DefaultMaxDepth : options.MaxDepth;
    }

    /// <summary>Takes what counts of options that a contract is asked for.</summary>
    /// <param name="options">The options.</param>
    /// <param name="stored">The options that records were compiled with.</param>
    /// <param name="converters">Names what the record is made of.</param>
    /// <exception cref="NotSupportedException">An option cannot be honoured; it names the option and the way out.</exception>
    public static RecordOptions Of(JsonSerializerOptions options, JsonSerializerOptions stored, Action<ConverterCheck> converters)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(converters);
        OptionsRule.Check(options, stored);
        if (options.Converters.Count > 0)
        {
            converters(new ConverterCheck(options));
        }

        return new RecordOptions(options);
    }

    /// <summary>The options themselves, for one's own converters.</summary>
    public JsonSerializerOptions Options { get; }

    /// <summary>Whether the names of members are found without regard to case.</summary>
    public bool IgnoresCase { get; }

    /// <summary>Whether numbers may be read from strings.</summary>
    public JsonNumberHandling Numbers { get; }

    /// <summary>Whether members that a type does not have are skipped; otherwise they are an error.</summary>
    public bool SkipsUnknown { get; }

    /// <summary>Whether a member may stand twice, the last one counting; otherwise that is an error.</summary>
    public bool AllowsDuplicates { get; }

    /// <summary>How many objects and arrays may be nested.</summary>
    public int MaxDepth { get; }

    internal JsonReaderOptions ReaderOptions => new()
    {
        AllowTrailingCommas = Options.AllowTrailingCommas,
        CommentHandling = Options.ReadCommentHandling,
        MaxDepth = MaxDepth,
    };

    internal JsonWriterOptions WriterOptions => new()
    {
        Encoder = Options.Encoder,
        MaxDepth = MaxDepth,
        SkipValidation = true,
    };

    /// <summary>Whether the member name under the reader is this one.</summary>
    /// <param name="reader">On the name of a member.</param>
    /// <param name="name">The name as it is declared.</param>
    public bool IsNamed(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueTextEquals(name) || (IgnoresCase && JsonNames.EqualIgnoringCase(ref reader, name));
}
