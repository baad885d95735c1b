namespace Ledgerline.FileSystem;

/// <summary>How to open a file.</summary>
internal enum DiskOpen
{
    /// <summary>For reading; it must exist.</summary>
    Read,

    /// <summary>For reading and writing; it must exist.</summary>
    ReadWrite,

    /// <summary>For reading and writing; made where it does not exist.</summary>
    Create,

    /// <summary>For reading and writing; it must not exist.</summary>
    CreateNew,
}
