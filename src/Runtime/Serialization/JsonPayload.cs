using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledgerline;

/// <summary>One JSON value as UTF-8: what untyped logs and documents hold, and what tools and copying are built on.</summary>
/// <remarks>
/// Never changes. A payload that was read from a log may share its memory with its neighbours: as long as one of them is
/// held, so are up to 32 KiB. <see cref="Clone"/> keeps one alone.
/// </remarks>
[JsonConverter(typeof(JsonPayloadConverter))]
public readonly struct JsonPayload : IEquatable<JsonPayload>
{
    private static readonly ReadOnlyMemory<byte> Null = "null"u8.ToArray();

    private readonly ReadOnlyMemory<byte> _utf8;

    private JsonPayload(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    /// <summary>The value, UTF-8, without line breaks; <c>null</c> for the default payload.</summary>
    public ReadOnlyMemory<byte> Utf8
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _utf8.IsEmpty ? Null : _utf8;
    }

    /// <summary>Takes UTF-8 JSON as it is, but for white space around it, or, where it has line breaks, without its white space.</summary>
    /// <param name="utf8">One JSON value. The memory is kept and must not change.</param>
    /// <exception cref="JsonException">It is not one JSON value, or nested too deep.</exception>
    public static JsonPayload Parse(ReadOnlyMemory<byte> utf8) => new(JsonText.Validate(utf8));

    /// <summary>Takes JSON text.</summary>
    /// <exception cref="JsonException">It is not one JSON value, or nested too deep.</exception>
    public static JsonPayload Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Makes sure that bytes are one JSON value, valid UTF-8, and nothing else: what a document may hold.</summary>
    /// <exception cref="JsonException">They are not; with the line and the byte in it, both from 0.</exception>
    public static void ThrowIfInvalid(ReadOnlySpan<byte> utf8) => JsonText.ThrowIfInvalid(utf8);

    /// <summary>Takes a parsed value.</summary>
    public static JsonPayload FromElement(JsonElement element) => new(JsonText.Write(element));

    /// <summary>The value, parsed.</summary>
    public JsonElement ToElement()
    {
        var reader = new Utf8JsonReader(Utf8.Span, JsonText.ReaderOptions);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The same value in memory of its own, no larger than it is: for keeping a few of many.</summary>
    public JsonPayload Clone() => new(_utf8.ToArray());

    /// <summary>The value as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Whether the bytes are the same.</summary>
    public bool Equals(JsonPayload other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonPayload other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>Whether the bytes are the same.</summary>
    public static bool operator ==(JsonPayload left, JsonPayload right) => left.Equals(right);

    /// <summary>Whether the bytes differ.</summary>
    public static bool operator !=(JsonPayload left, JsonPayload right) => !left.Equals(right);

    /// <summary>Takes bytes that a driver has checked.</summary>
    internal static JsonPayload Trusted(ReadOnlyMemory<byte> utf8) => new(utf8);
}
