using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>
/// The names in a directory that was opened safely, read block by block. Enumerated once; what is left open without
/// that is closed by the garbage collector.
/// </summary>
internal sealed class LinuxDirectory(string path, SafeFileHandle directory) : IEnumerable<DirectoryEntry>
{
    /// <summary>Some 800 names at a time: larger blocks are no faster.</summary>
    private const int BlockSize = 32 * 1024;

    // struct linux_dirent64: inode, offset, the entry's length, its type, its name with a NUL.
    public const int LengthOffset = 16;
    private const int TypeOffset = 18;
    public const int NameOffset = 19;
    private const byte UnknownType = 0;
    private const byte DirectoryType = 4;
    private const byte FileType = 8;

    private SafeFileHandle? _directory = directory;

    public IEnumerator<DirectoryEntry> GetEnumerator()
    {
        using SafeFileHandle open = Interlocked.Exchange(ref _directory, null)
            ?? throw new InvalidOperationException("The directory was enumerated already.");
        byte[] block = GC.AllocateUninitializedArray<byte>(BlockSize);
        for (int length; (length = Read(open, block)) > 0;)
        {
            for (int at = 0; at < length;)
            {
                int start = at;
                at += MemoryMarshal.Read<ushort>(block.AsSpan(at + LengthOffset));
                if (TryParse(open, block.AsSpan(start, at - start), out DirectoryEntry entry))
                {
                    yield return entry;
                }
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives what is left out names that are told.</summary>
    /// <returns>Whether something was left out.</returns>
    public unsafe bool RenameUnlisted()
    {
        bool hasRenamed = false;
        using SafeFileHandle open = Interlocked.Exchange(ref _directory, null)
            ?? throw new InvalidOperationException("The directory was enumerated already.");
        byte[] block = GC.AllocateUninitializedArray<byte>(BlockSize);
        for (int length; (length = Read(open, block)) > 0;)
        {
            for (int at = 0; at < length;)
            {
                Span<byte> name = block.AsSpan(at + NameOffset);
                int start = at;
                at += MemoryMarshal.Read<ushort>(block.AsSpan(at + LengthOffset));
                if (!TryParse(open, block.AsSpan(start, at - start), out _) && name is not ([(byte)'.', 0, ..] or [(byte)'.', (byte)'.', 0, ..]))
                {
                    fixed (byte* from = name, to = Encoding.ASCII.GetBytes($"{Guid.NewGuid():N}\0"))
                    {
                        int descriptor = (int)open.DangerousGetHandle();
                        if (LinuxCalls.Rename(descriptor, from, descriptor, to) != 0
                            && Marshal.GetLastPInvokeError() is var error and not LinuxError.NotFound)
                        {
                            throw LinuxError.Exception("rename something with a name that is no text in", path, error);
                        }

                        hasRenamed = true;
                    }
                }
            }
        }

        return hasRenamed;
    }

    private unsafe int Read(SafeFileHandle open, byte[] block)
    {
        bool isHeld = false;
        try
        {
            open.DangerousAddRef(ref isHeld);
            fixed (byte* buffer = block)
            {
                while (true)
                {
                    nint length = LinuxCalls.List(LinuxCalls.ListNumber, open.DangerousGetHandle(), buffer, (nuint)block.Length);
                    if (length >= 0)
                    {
                        return (int)length;
                    }

                    switch (Marshal.GetLastPInvokeError())
                    {
                        case LinuxError.Interrupted:
                            continue;
                        case LinuxError.NotFound:
                            // The directory was removed meanwhile.
                            return 0;
                        case int error:
                            throw LinuxError.Exception("list", path, error);
                    }
                }
            }
        }
        finally
        {
            if (isHeld)
            {
                open.DangerousRelease();
            }
        }
    }

    /// <summary>Leaves out the directory itself and the one above it, and what is not valid UTF-8.</summary>
    [SkipLocalsInit]
    private static bool TryParse(SafeFileHandle open, ReadOnlySpan<byte> record, out DirectoryEntry entry)
    {
        ReadOnlySpan<byte> name = record[NameOffset..];
        name = name[..name.IndexOf((byte)0)];
        Span<char> characters = stackalloc char[256];
        if (name is [(byte)'.'] or [(byte)'.', (byte)'.']
            || name.Length > characters.Length
            || Utf8.ToUtf16(name, characters, out _, out int length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
        {
            entry = default;
            return false;
        }

        FileKind kind = record[TypeOffset] switch
        {
            FileType => FileKind.File,
            DirectoryType => FileKind.Directory,
            UnknownType => KindOf(open, record[NameOffset..]),
            _ => FileKind.Other,
        };
        entry = new(characters[..length].ToString(), kind);
        return true;
    }

    /// <summary>Some file systems do not tell kinds while they list.</summary>
    private static unsafe FileKind KindOf(SafeFileHandle open, ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
        {
            return LinuxCalls.Status((int)open.DangerousGetHandle(), start, LinuxCalls.NoFollow, LinuxCalls.BasicStatus, out LinuxStatus status) == 0
                ? status.ToFileStatus().Kind
                : FileKind.Other;
        }
    }
}
