namespace Ledgerline.FileSystem;

/// <summary>How large the buffers of line readers are: constant, unless a line is longer.</summary>
internal static class LineBuffer
{
    /// <summary>Enough for a few usual lines, for readers that may want no more.</summary>
    public const int FirstSize = 4 * 1024;

    /// <summary>The least that is worth a call to the system.</summary>
    public const int SmallestSize = 1024;

    /// <summary>
    /// Enough for a few hundred usual lines at one call to the system; below what the collector counts as a large object.
    /// </summary>
    public const int UsualSize = 64 * 1024;

    /// <summary>The size after one that turned out to be too little.</summary>
    public static int After(int size) => Math.Min(size * 4, UsualSize);

    /// <summary>The next size for a line that did not fit.</summary>
    /// <exception cref="LogCorruptException">The line is longer than an array can be.</exception>
    public static int Larger(int size, string path, long offset) =>
        size < Array.MaxLength
            ? (int)Math.Min((long)size * 2, Array.MaxLength)
            : throw new LogCorruptException(path, null, offset, "a line is longer than 2 GiB, which no entry can be");
}
