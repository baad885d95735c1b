namespace Ledgerline.FileSystem;

/// <summary>Bytes of a file that were read: for the next one who wants them, who leaves them as they are.</summary>
/// <param name="Buffer">The array that holds them.</param>
/// <param name="Start">Where they begin in it.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Offset">Where they begin in the file.</param>
internal sealed record FilePart(byte[] Buffer, int Start, int Length, long Offset)
{
    /// <summary>The offset behind the last one.</summary>
    public long End => Offset + Length;
}
