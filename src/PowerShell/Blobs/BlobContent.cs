using System.Globalization;
using System.Management.Automation;
using System.Text;
using Ledgerline.PowerShell.Errors;

namespace Ledgerline.PowerShell.Blobs;

/// <summary>What objects are as the content of a file: text as lines of UTF-8, bytes as they are.</summary>
internal static class BlobContent
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The pieces of content that a value stands for; each element of an array is one.</summary>
    /// <param name="value">The value.</param>
    /// <param name="lineEnd">What follows each text.</param>
    /// <exception cref="InvalidContentException">It is neither text nor bytes.</exception>
    public static IEnumerable<byte[]> Of(object? value, string lineEnd) => Bare(value) switch
    {
        byte[] bytes => [bytes],
        byte one => [[one]],
        object?[] several => several.SelectMany(item => Of(item, lineEnd)),
        var one => [Encode(Text(one) + lineEnd, one)],
    };

    /// <summary>A value without PowerShell's wrapper.</summary>
    public static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value;

    private static string Text(object? value) => value switch
    {
        string text => text,
        char or bool => value.ToString()!,
        IFormattable formattable and not PSObject => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidContentException(
            $"An object of the type {(value is PSObject ? nameof(PSCustomObject) : value?.GetType().Name ?? "null")} is neither text nor bytes. Pipe it through ConvertTo-Json or Out-String, or pass a file to -InputFile.", value),
    };

    private static byte[] Encode(string text, object? value)
    {
        try
        {
            return Utf8.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new InvalidContentException($"The text holds half a surrogate pair at {e.Index}, which UTF-8 cannot say. Mend the text, or pass bytes.", value, e);
        }
    }
}
