namespace Ledgerline.Tests.FileSystem;

/// <summary>How a call of a <see cref="FaultyDisk"/> fails.</summary>
public enum DiskFault
{
    /// <summary>This call, and no other.</summary>
    Once,

    /// <summary>This call and all behind it, until the disk is mended.</summary>
    UntilMended,

    /// <summary>This call is the last of its process, and the process ends in it.</summary>
    Death,
}
