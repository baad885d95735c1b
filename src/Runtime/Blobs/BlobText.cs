using System.Text;

namespace Ledgerline;

/// <summary>Text as a blob holds it: UTF-8, written without a byte order mark, read with or without one.</summary>
internal static class BlobText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ArgumentException">The text holds half a surrogate pair, which UTF-8 cannot say.</exception>
    public static byte[] Encode(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException(
                $"The text holds half a surrogate pair at character {e.Index}, which UTF-8 cannot say. Write bytes, or mend the text.",
                nameof(text), e);
        }
    }

    /// <param name="bytes">The blob's bytes.</param>
    /// <param name="place">Where they are from, for the message.</param>
    /// <exception cref="StorageException">They are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string place)
    {
        ReadOnlySpan<byte> mark = Encoding.UTF8.Preamble;
        int begin = bytes.StartsWith(mark) ? mark.Length : 0;
        try
        {
            return Strict.GetString(bytes[begin..]);
        }
        catch (DecoderFallbackException e)
        {
            throw new StorageException(
                "read as text", place, $"the byte at offset {begin + e.Index} is not UTF-8",
                "Read it with ReadAllBytesAsync, or decode it with its own encoding from OpenReadAsync.", e);
        }
    }
}
