namespace Ledgerline.FileSystem;

/// <summary>Copies a part of one file into another.</summary>
internal static class FileCopy
{
    private const int BlockSize = 1 << 20;

    /// <summary>Copies the bytes from one offset up to another.</summary>
    /// <exception cref="StorageException">The source ends before that, or the disk refused.</exception>
    public static void Copy(DiskFile source, long start, long end, DiskFile target, long targetOffset)
    {
        byte[] buffer = new byte[(int)Math.Min(BlockSize, end - start)];
        for (long at = start; at < end;)
        {
            int read = source.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at);
            if (read == 0)
            {
                throw LinuxError.Exception("copy", source.Path, LinuxError.InputOutput);
            }

            target.Write(buffer.AsSpan(0, read), targetOffset + at - start);
            at += read;
        }
    }
}
