namespace Ledgerline.Generator;

/// <summary>The runtime's rule for persisted names.</summary>
internal static class StorageNameRule
{
    private const int MaxLength = 128;

    public static bool IsValid(string? name)
    {
        if (name is not { Length: > 0 and <= MaxLength })
        {
            return false;
        }

        foreach (char c in name)
        {
            if (c is not ((>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
