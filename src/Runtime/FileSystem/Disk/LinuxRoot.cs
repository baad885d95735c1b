using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Ledgerline.FileSystem;

/// <summary>
/// The one place that opens what is below a root, and it follows no link on the way: a link that somebody puts there, at
/// whatever moment, leads nothing out. The root itself, and what is above it, may be links: that is its owner's choice.
/// </summary>
/// <remarks>
/// The system does it in one call, <c>openat2</c> with RESOLVE_NO_SYMLINKS (Linux 5.6), by the root's real path: paths hold
/// no <c>..</c>, so where no link is followed nothing leads out. A descriptor of the root with RESOLVE_BENEATH would be as
/// safe and as fast, but would go on in a root that was moved away or removed and made again; by its path the new one is
/// used. Where the root's path is no real one any more, or cannot be (in <c>/proc</c>), the root is opened anew each time.
/// Where there is no <c>openat2</c>, each directory on the way is opened in the one before, which costs three times as much.
/// </remarks>
internal sealed unsafe class LinuxRoot
{
    /// <summary>The longest path that the system takes, with its NUL.</summary>
    private const int MaxPath = 4096;

    /// <summary>The longest name, with its NUL. Longer ones are told as the system would.</summary>
    public const int MaxName = 256;

    private const ulong NoLinks = LinuxCalls.NoSymbolicLinks | LinuxCalls.NoMagicLinks;
    private static readonly bool HasOpenAt2 = CanOpenAt2();
    private static readonly bool IsAdministrator = LinuxCalls.User() == 0;
    private static readonly int OpenDirectory = LinuxCalls.PathOnly | LinuxCalls.Directory | LinuxCalls.CloseOnExec;

    private readonly string _path;
    private readonly string _prefix;
    private readonly byte[]? _realPrefix;
    private readonly bool _walks;

    /// <summary>Whether names that differ only in case are one below the root; not known until something stands there.</summary>
    private volatile NameFolding _folding;

    /// <param name="path">The root's full path. What of it does not exist yet may be made later.</param>
    /// <param name="walks">Whether to do without <c>openat2</c>, for tests.</param>
    public LinuxRoot(string path, bool walks = false)
    {
        _path = path;
        _prefix = path.EndsWith('/') ? path : path + "/";
        _walks = walks || !HasOpenAt2;
        _realPrefix = _walks ? null : RealPrefix();
    }

    /// <summary>Opens what stands at a path.</summary>
    /// <param name="path">The path, below the root, or that of the root or of a directory above it.</param>
    /// <param name="flags">As the system takes them.</param>
    /// <param name="mode">The permissions of a file that is made, before the umask.</param>
    /// <returns>The descriptor, or the negative error; <see cref="LinuxError.Loop"/> where a link stands at the path or on the way.</returns>
    [SkipLocalsInit]
    public int Open(string path, int flags, uint mode = 0)
    {
        byte* buffer = stackalloc byte[MaxPath];
        if (!TryRelative(path, out ReadOnlySpan<char> relative))
        {
            return Terminate(path, buffer) is var length and < 0 ? length
                : OpenAt(LinuxCalls.CurrentDirectory, buffer, flags & ~LinuxCalls.NoFollowing, mode);
        }

        if (_realPrefix is not null && _folding == NameFolding.None)
        {
            int descriptor = OpenByRealPath(relative, flags, mode, buffer);
            if (descriptor != -LinuxError.Loop)
            {
                return descriptor;
            }

            // The link may stand above the root, where one may: somebody moved the root, and put a link in its place.
        }

        int root = OpenRoot(buffer);
        if (root < 0)
        {
            return root;
        }

        try
        {
            if (_folding == NameFolding.Unknown)
            {
                int slash = relative.IndexOf('/');
                _folding = LinuxSpelling.FoldingOf(root, slash < 0 ? relative : relative[..slash]);
            }

            int length = Terminate(relative, buffer);
            return length < 0 ? length
                : _walks || _folding == NameFolding.Case ? Walk(root, buffer, length, flags, mode, _folding == NameFolding.Case)
                : OpenAt(root, buffer, flags, mode, LinuxCalls.Beneath | NoLinks);
        }
        finally
        {
            _ = LinuxCalls.Close(root);
        }
    }

    /// <summary>Makes a file for reading and writing; fails where something stands there.</summary>
    /// <returns>The descriptor, or the negative error.</returns>
    [SkipLocalsInit]
    public int Create(string path, uint mode)
    {
        const int Flags = LinuxCalls.ReadWrite | LinuxCalls.Create | LinuxCalls.Exclusive | LinuxCalls.CloseOnExec;
        if (!IsAdministrator)
        {
            return Open(path, Flags, mode);
        }

        int parent = OpenParent(path);
        if (parent < 0)
        {
            return parent;
        }

        byte* name = stackalloc byte[MaxName];
        int descriptor = TerminateName(path, name) is var length and < 0 ? length : OpenAt(parent, name, Flags | LinuxCalls.NoFollowing, mode);
        if (descriptor >= 0)
        {
            byte end = 0;
            GiveAway(parent, descriptor, &end, LinuxCalls.EmptyPath);
        }

        _ = LinuxCalls.Close(parent);
        return descriptor;
    }

    /// <summary>Makes a directory in one that was opened.</summary>
    /// <returns>0, or the negative error.</returns>
    public static int CreateDirectory(int parent, byte* name, uint mode)
    {
        if (LinuxCalls.MakeDirectory(parent, name, mode) != 0)
        {
            return -Marshal.GetLastPInvokeError();
        }

        if (IsAdministrator)
        {
            GiveAway(parent, parent, name, LinuxCalls.NoFollow);
        }

        return 0;
    }

    /// <summary>
    /// What root makes in somebody's directory is theirs: an administrator who looks after a service's data would lock it
    /// out otherwise. Where even root may not give it away, it stays root's.
    /// </summary>
    private static void GiveAway(int parent, int directory, byte* path, int flags)
    {
        byte end = 0;
        if (LinuxCalls.Status(parent, &end, LinuxCalls.EmptyPath, LinuxCalls.BasicStatus, out LinuxStatus owner) == 0 && owner.User != 0)
        {
            _ = LinuxCalls.ChangeOwner(directory, path, owner.User, owner.Group, flags);
        }
    }

    /// <summary>Opens the directory that a path's last name stands in, to work on that name.</summary>
    /// <returns>The descriptor, good for nothing but that, or the negative error.</returns>
    public int OpenParent(string path) => Open(Path.GetDirectoryName(path) ?? path, OpenDirectory);

    /// <summary>Says what stands at a path; of a link below the root what the link is.</summary>
    /// <returns>0, or the negative error.</returns>
    [SkipLocalsInit]
    public int Status(string path, out LinuxStatus status)
    {
        if (!TryRelative(path, out _))
        {
            return StatusByPath(path, 0, out status);
        }

        int descriptor = Open(path, LinuxCalls.PathOnly | LinuxCalls.NoFollowing | LinuxCalls.CloseOnExec);
        if (descriptor < 0)
        {
            status = default;
            return descriptor;
        }

        byte end = 0;
        int result = LinuxCalls.Status(descriptor, &end, LinuxCalls.EmptyPath, LinuxCalls.BasicStatus, out status);
        int error = result == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = LinuxCalls.Close(descriptor);
        return -error;
    }

    /// <summary>
    /// The same in one call where a file that was opened below the root still stands there: which it is says enough, so that
    /// links on the way change nothing. Half the time of the whole look.
    /// </summary>
    public int Status(string path, FileIdentity expected, out LinuxStatus status)
    {
        int error = StatusByPath(path, LinuxCalls.NoFollow, out status);
        return error == 0 && status.Identity == expected ? 0
            : error == -LinuxError.InputOutput ? error
            : Status(path, out status);
    }

    [SkipLocalsInit]
    private static int StatusByPath(string path, int flags, out LinuxStatus status)
    {
        byte* buffer = stackalloc byte[MaxPath];
        int length = Terminate(path, buffer);
        if (length < 0)
        {
            status = default;
            return length;
        }

        return LinuxCalls.Status(LinuxCalls.CurrentDirectory, buffer, flags, LinuxCalls.BasicStatus, out status) == 0
            ? 0
            : -Marshal.GetLastPInvokeError();
    }

    /// <summary>A failure, with the link that is to blame for it where one is.</summary>
    public StorageException Exception(string operation, string path, int error) => error == LinuxError.OtherSpelling
        ? new(
            operation,
            path,
            $"the file system takes '{FindSpelling(path)}', which stands there, for the same name",
            "Use that spelling, or keep the data on a file system that tells upper from lower case.")
        : error == LinuxError.Loop
        ? new(
            operation,
            path,
            FindLink(path) is not { } link ? "a symbolic link stood on the way, and links below the root are not followed"
            : link == path ? "it is a symbolic link, and links below the root are not followed"
            : $"it is behind the symbolic link '{link}', and links below the root are not followed",
            "Put what the link leads to in its place, or give what it leads to as the root: the root itself may be a link.")
        : LinuxError.Exception(operation, path, error);

    /// <summary>Whether a name is to be changed that stands in its directory in another spelling.</summary>
    public bool IsMisspelled(int parent, byte* name) => _folding == NameFolding.Case && LinuxSpelling.FindOther(parent, name) is not null;

    /// <summary>Whether a name in a directory is a symbolic link.</summary>
    public static bool IsLink(int directory, byte* name) =>
        LinuxCalls.Status(directory, name, LinuxCalls.NoFollow, LinuxCalls.BasicStatus, out LinuxStatus status) == 0 && status.IsLink;

    /// <summary>Writes text as the system takes it.</summary>
    /// <returns>The length without the NUL, or the negative error.</returns>
    public static int Terminate(ReadOnlySpan<char> text, byte* buffer, int size = MaxPath)
    {
        if (Utf8.FromUtf16(text, new(buffer, size - 1), out _, out int length, replaceInvalidSequences: false) is var result
            and not OperationStatus.Done)
        {
            return result == OperationStatus.DestinationTooSmall ? -LinuxError.NameTooLong : -LinuxError.NotText;
        }

        buffer[length] = 0;
        return text.Contains('\0') ? -LinuxError.NotText : length;
    }

    /// <summary>The same of the last name on a path.</summary>
    public static int TerminateName(string path, byte* buffer) => Terminate(Path.GetFileName(path.AsSpan()), buffer, MaxName);

    /// <summary>An old kernel says that there is no such call, some sandboxes that it is not permitted.</summary>
    private static bool CanOpenAt2()
    {
        byte* slash = stackalloc byte[] { (byte)'/', 0 };
        int descriptor = OpenAt(LinuxCalls.CurrentDirectory, slash, LinuxCalls.PathOnly | LinuxCalls.CloseOnExec, 0, NoLinks);
        _ = descriptor < 0 ? 0 : LinuxCalls.Close(descriptor);
        return descriptor >= 0;
    }

    /// <summary>One call to the system.</summary>
    /// <param name="directory">Where relative paths begin.</param>
    /// <param name="path">The path.</param>
    /// <param name="flags">As for <c>open</c>.</param>
    /// <param name="mode">The permissions of a file that is made.</param>
    /// <param name="resolve">How <c>openat2</c> is to look the path up; 0 for <c>openat</c>.</param>
    /// <returns>The descriptor, or the negative error.</returns>
    private static int OpenAt(int directory, byte* path, int flags, uint mode, ulong resolve = 0)
    {
        LinuxOpenHow how = new((uint)flags, (flags & LinuxCalls.Create) != 0 ? mode : 0, resolve);
        while (true)
        {
            int descriptor = resolve == 0
                ? LinuxCalls.OpenAt(directory, path, flags, mode)
                : (int)LinuxCalls.OpenAt2(LinuxCalls.OpenAt2Number, directory, path, &how, (nuint)sizeof(LinuxOpenHow));
            if (descriptor >= 0)
            {
                return descriptor;
            }

            int error = Marshal.GetLastPInvokeError();
            if (error != LinuxError.Interrupted)
            {
                return -error;
            }
        }
    }

    /// <summary>What is behind the root's part of a path; nothing for the root itself and what is above it.</summary>
    /// <exception cref="ArgumentException">The path is somewhere else, or has a way up in it: a defect of the caller.</exception>
    private bool TryRelative(string path, out ReadOnlySpan<char> relative)
    {
        relative = default;
        if (path.Length > _prefix.Length && path.StartsWith(_prefix, StringComparison.Ordinal))
        {
            relative = path.AsSpan(_prefix.Length);
            return !relative.StartsWith("../") && !relative.Contains("/../", StringComparison.Ordinal) && !relative.EndsWith("/..") && relative is not ".."
                ? true
                : throw new ArgumentException($"'{path}' leads up.", nameof(path));
        }

        return path == _path || (_prefix.StartsWith(path, StringComparison.Ordinal) && (path.EndsWith('/') || _prefix[path.Length] == '/'))
            ? false
            : throw new ArgumentException($"'{path}' is not below the root '{_path}'.", nameof(path));
    }

    private int OpenByRealPath(ReadOnlySpan<char> relative, int flags, uint mode, byte* buffer)
    {
        byte[] prefix = _realPrefix!;
        prefix.CopyTo(new Span<byte>(buffer, MaxPath));
        int length = Terminate(relative, buffer + prefix.Length, MaxPath - prefix.Length);
        return length < 0 ? length : OpenAt(LinuxCalls.CurrentDirectory, buffer, flags, mode, NoLinks);
    }

    private int OpenRoot(byte* buffer) =>
        Terminate(_path, buffer) is var length and < 0 ? length
        : OpenAt(LinuxCalls.CurrentDirectory, buffer, OpenDirectory, 0);

    /// <summary>The same as one <c>openat2</c>, by a call for each directory. Takes the path apart.</summary>
    private static int Walk(int root, byte* path, int length, int flags, uint mode, bool isSpelled)
    {
        int directory = root;
        byte* name = path;
        try
        {
            for (byte* at = path; at < path + length; at++)
            {
                if (*at != (byte)'/')
                {
                    continue;
                }

                *at = 0;
                int next = Step(directory, name, OpenDirectory, 0, isSpelled);
                if (next < 0)
                {
                    return next;
                }

                if (directory != root)
                {
                    _ = LinuxCalls.Close(directory);
                }

                directory = next;
                name = at + 1;
            }

            return Step(directory, name, flags, mode, isSpelled);
        }
        finally
        {
            if (directory != root)
            {
                _ = LinuxCalls.Close(directory);
            }
        }
    }

    private static int Step(int directory, byte* name, int flags, uint mode, bool isSpelled)
    {
        if (isSpelled && LinuxSpelling.FindOther(directory, name) is not null)
        {
            return -LinuxError.OtherSpelling;
        }

        int descriptor = OpenAt(directory, name, flags | LinuxCalls.NoFollowing, mode);

        // A link where a directory is wanted is said to be no directory.
        return descriptor == -LinuxError.NotADirectory && IsLink(directory, name) ? -LinuxError.Loop : descriptor;
    }

    /// <summary>The root's path without links, and what of it does not exist; null where no path alone leads there.</summary>
    private byte[]? RealPrefix()
    {
        byte* buffer = stackalloc byte[MaxPath];
        string existing = _path;
        int error = Look(existing, buffer, NoLinks);
        while (error is -LinuxError.NotFound or -LinuxError.NotADirectory && Path.GetDirectoryName(existing) is { } above)
        {
            existing = above;
            error = Look(existing, buffer, NoLinks);
        }

        byte* real = buffer;
        if (error == -LinuxError.Loop && Look(existing, buffer, LinuxCalls.NoMagicLinks) == 0)
        {
            byte* resolved = stackalloc byte[MaxPath];
            error = LinuxCalls.RealPath(buffer, resolved) == null ? -LinuxError.Loop : 0;
            real = resolved;
        }

        if (error != 0)
        {
            return null;
        }

        byte[] prefix = [.. MemoryMarshal.CreateReadOnlySpanFromNullTerminated(real), .. Encoding.UTF8.GetBytes(_prefix[existing.Length..])];
        return prefix is [.., (byte)'/'] ? prefix : [.. prefix, (byte)'/'];

        static int Look(string path, byte* buffer, ulong resolve)
        {
            int descriptor = Terminate(path, buffer) is var length and < 0
                ? length
                : OpenAt(LinuxCalls.CurrentDirectory, buffer, LinuxCalls.PathOnly | LinuxCalls.CloseOnExec, 0, resolve);
            return descriptor < 0 ? descriptor : LinuxCalls.Close(descriptor);
        }
    }

    /// <summary>The first link on a path, for a message; null where there is none any more.</summary>
    private string? FindLink(string path)
    {
        for (int end = _prefix.Length; end < path.Length;)
        {
            int next = path.IndexOf('/', end + 1);
            end = next < 0 ? path.Length : next;
            if (StatusByPath(path[..end], LinuxCalls.NoFollow, out LinuxStatus status) == 0 && status.IsLink)
            {
                return path[..end];
            }
        }

        return null;
    }

    /// <summary>How the first name on a path is spelled that is spelled otherwise; for a message.</summary>
    private string? FindSpelling(string path)
    {
        byte* buffer = stackalloc byte[MaxPath];
        for (int end = _prefix.Length - 1; end < path.Length;)
        {
            int start = end + 1;
            int next = path.IndexOf('/', start);
            end = next < 0 ? path.Length : next;
            if (Terminate(path.AsSpan(0, start), buffer) < 0)
            {
                return null;
            }

            int parent = OpenAt(LinuxCalls.CurrentDirectory, buffer, OpenDirectory, 0);
            string? other = parent >= 0 && Terminate(path.AsSpan(start, end - start), buffer, MaxName) >= 0 ? LinuxSpelling.FindOther(parent, buffer) : null;
            _ = parent < 0 ? 0 : LinuxCalls.Close(parent);
            if (other is not null)
            {
                return other;
            }
        }

        return null;
    }
}
