namespace Ledgerline.FileSystem;

/// <summary>What stands at a path.</summary>
internal enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A link, a pipe, a device, a socket: nothing that data are kept in.</summary>
    Other,
}
