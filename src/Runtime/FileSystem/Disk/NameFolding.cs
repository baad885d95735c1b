namespace Ledgerline.FileSystem;

/// <summary>Which names a file system takes for the same.</summary>
internal enum NameFolding
{
    /// <summary>Nothing is there yet to find it out by.</summary>
    Unknown,

    /// <summary>Only those of the same bytes.</summary>
    None,

    /// <summary>Those too that differ only in case.</summary>
    Case,
}
