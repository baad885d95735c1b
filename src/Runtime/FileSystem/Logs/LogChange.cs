namespace Ledgerline.FileSystem;

/// <summary>What became of a log file since a reader's view of it.</summary>
internal enum LogChange
{
    /// <summary>At most something was appended.</summary>
    Extended,

    /// <summary>Something that was there may be gone.</summary>
    Cut,

    /// <summary>Another file, or none, stands in its place.</summary>
    Replaced,
}
