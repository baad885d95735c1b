using System.Security.Cryptography;

namespace Ledgerline.Drivers;

/// <summary>The strong tag of a document's content: its SHA-256, so that no two contents share one.</summary>
internal static class ContentETag
{
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash);
    }
}
