namespace Ledgerline.FileSystem;

/// <summary>What the file system says of what stands at a path.</summary>
internal static class BlobStatus
{
    /// <summary>
    /// Looks. A file that is replaced or deleted between finding it and asking for it has lost its name, and its ctime is
    /// that of the loss: no version that anybody was given. Then it is looked at what stands there now.
    /// </summary>
    /// <returns>Null where nothing does.</returns>
    public static FileStatus? Of(Disk disk, string path)
    {
        FileStatus? status;
        do
        {
            status = disk.Status(path);
        }
        while (status is { Links: 0 });

        return status;
    }
}
