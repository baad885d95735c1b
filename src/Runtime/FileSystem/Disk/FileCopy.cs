namespace Ledgerline.FileSystem;

/// <summary>Copies a part of one file into another.</summary>
internal static class FileCopy
{
    // Small enough that the second copy of a block finds it in the processor's cache.
    private const int BlockSize = 256 << 10;

    /// <summary>How much a large copy writes before the device begins with it.</summary>
    internal const int FlushSize = 8 << 20;

    /// <summary>
    /// Copies the bytes from one offset up to another. The device writes what was copied while the copy goes on: a flush
    /// afterwards, which a durable copy needs all the same, finds little left to do.
    /// </summary>
    /// <exception cref="StorageException">The source ends before that, or the disk refused.</exception>
    public static void Copy(DiskFile source, long start, long end, DiskFile target, long targetOffset)
    {
        bool isLarge = end - start > FlushSize;
        if (isLarge)
        {
            target.Reserve(targetOffset, end - start);
        }

        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(BlockSize, end - start));
        long started = start;
        for (long at = start; at < end;)
        {
            int read = source.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at);
            if (read == 0)
            {
                throw LinuxError.Exception("copy", source.Path, LinuxError.InputOutput);
            }

            target.Write(buffer.AsSpan(0, read), targetOffset + at - start);
            at += read;
            if (isLarge && at - started >= FlushSize)
            {
                target.StartFlush(targetOffset + started - start, at - started);
                started = at;
            }
        }
    }
}
