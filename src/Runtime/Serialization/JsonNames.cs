using System.ComponentModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledgerline.Serialization;

/// <summary>Names of members.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonNames
{
    /// <summary>A text as it is written, in quotes: for those that are not plain ASCII, which generated code has as literals.</summary>
    /// <param name="name">The name.</param>
    /// <param name="prefix">What stands before it.</param>
    /// <param name="suffix">What stands after it.</param>
    public static byte[] Quoted(string name, string prefix = "", string suffix = "") =>
        Encoding.UTF8.GetBytes($"{prefix}\"{JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"{suffix}");

    internal static bool EqualIgnoringCase(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        string.Equals(reader.GetString(), Encoding.UTF8.GetString(name), StringComparison.OrdinalIgnoreCase);
}
