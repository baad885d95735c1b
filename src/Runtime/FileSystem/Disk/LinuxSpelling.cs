using System.Runtime.InteropServices;
using System.Text;

namespace Ledgerline.FileSystem;

/// <summary>
/// Tells names apart that differ only in case, on file systems that do not: ext4 with casefold, vfat, NTFS. There a name is
/// taken only as it is spelled in its directory, which must be listed for that, as no call tells the spelling.
/// </summary>
internal static unsafe class LinuxSpelling
{
    private const int BlockSize = 16 * 1024;

    /// <summary>Whether a directory takes a name in another case for the same; unknown where nothing has that name.</summary>
    public static NameFolding FoldingOf(int directory, ReadOnlySpan<char> name)
    {
        Span<char> other = stackalloc char[name.Length];
        for (int i = 0; i < name.Length; i++)
        {
            other[i] = char.IsAsciiLetterLower(name[i]) ? char.ToUpperInvariant(name[i]) : char.ToLowerInvariant(name[i]);
        }

        byte* bytes = stackalloc byte[LinuxRoot.MaxName];
        return TryIdentify(directory, name, bytes) is not { } identity ? NameFolding.Unknown
            : TryIdentify(directory, other, bytes) == identity ? NameFolding.Case
            : NameFolding.None;
    }

    /// <summary>Finds a name that stands in a directory in another spelling only.</summary>
    /// <returns>The spelling there; null where the name stands there as it is, or does not.</returns>
    public static string? FindOther(int directory, byte* name)
    {
        if (LinuxCalls.Status(directory, name, LinuxCalls.NoFollow, LinuxCalls.BasicStatus, out LinuxStatus status) != 0)
        {
            return null;
        }

        byte* here = stackalloc byte[] { (byte)'.', 0 };
        int open = LinuxCalls.OpenAt(directory, here, LinuxCalls.ReadOnly | LinuxCalls.Directory | LinuxCalls.CloseOnExec, 0);
        if (open < 0)
        {
            // A directory that this user may enter and not list: nothing is known, so nothing is taken for granted.
            return "a name in a directory that cannot be listed";
        }

        try
        {
            return FindOther(open, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name), status.Inode);
        }
        finally
        {
            _ = LinuxCalls.Close(open);
        }
    }

    private static string? FindOther(int open, ReadOnlySpan<byte> name, ulong inode)
    {
        string? other = null;
        byte* block = stackalloc byte[BlockSize];
        for (nint length; (length = LinuxCalls.List(LinuxCalls.ListNumber, open, block, BlockSize)) > 0;)
        {
            for (nint at = 0; at < length; at += *(ushort*)(block + at + LinuxDirectory.LengthOffset))
            {
                ReadOnlySpan<byte> found = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(block + at + LinuxDirectory.NameOffset);
                if (found.SequenceEqual(name))
                {
                    return null;
                }

                if (*(ulong*)(block + at) == inode)
                {
                    other = Encoding.UTF8.GetString(found);
                }
            }
        }

        return other;
    }

    private static FileIdentity? TryIdentify(int directory, ReadOnlySpan<char> name, byte* bytes) =>
        LinuxRoot.Terminate(name, bytes, LinuxRoot.MaxName) >= 0
        && LinuxCalls.Status(directory, bytes, LinuxCalls.NoFollow, LinuxCalls.BasicStatus, out LinuxStatus status) == 0
            ? status.Identity
            : null;
}
