using System.Security.Cryptography;

namespace Ledgerline.Drivers;

/// <summary>The strong tag of a document's content: two different contents never share one, whoever wrote them.</summary>
public static class ContentETag
{
    /// <summary>The tag of these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        return Convert.ToHexStringLower(hash);
    }
}
