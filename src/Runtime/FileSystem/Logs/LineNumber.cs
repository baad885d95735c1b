namespace Ledgerline.FileSystem;

/// <summary>Counts lines, for messages: nothing else needs their numbers.</summary>
internal static class LineNumber
{
    /// <summary>The number, from 1, of the line that begins at an offset.</summary>
    public static long Of(DiskFile file, long offset) => 1 + Between(file, 0, offset);

    /// <summary>The number of <c>\n</c> between two offsets.</summary>
    public static long Between(DiskFile file, long start, long end)
    {
        byte[] buffer = new byte[Math.Min(LineBuffer.UsualSize, end - start)];
        long count = 0;
        while (start < end)
        {
            int read = file.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - start)), start);
            if (read == 0)
            {
                break;
            }

            count += buffer.AsSpan(0, read).Count((byte)'\n');
            start += read;
        }

        return count;
    }
}
