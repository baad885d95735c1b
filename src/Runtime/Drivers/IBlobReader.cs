using Microsoft.Win32.SafeHandles;

namespace Ledgerline.Drivers;

/// <summary>One version of a blob, open to be read. For one thread at a time.</summary>
public interface IBlobReader : IDisposable
{
    /// <summary>The version.</summary>
    BlobInfo Info { get; }

    /// <summary>Reads bytes from an offset.</summary>
    /// <returns>How many; 0 only at the end, or for an empty buffer.</returns>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Reads bytes from an offset; the default does so on the caller's thread, or elsewhere where it may take long.</summary>
    /// <returns>How many; 0 only at the end, or for an empty buffer.</returns>
    ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancellationToken)
    {
        // What is longer may wait for a device.
        const int LongestAtOnce = 64 << 10;
        if (buffer.Length > LongestAtOnce)
        {
            return new(Task.Run(() => Read(buffer.Span, offset), cancellationToken));
        }

        try
        {
            return new(Read(buffer.Span, offset));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<int>(e);
        }
    }

    /// <summary>Copies bytes into a file without carrying them through memory, where the driver and the system can.</summary>
    /// <param name="target">The file.</param>
    /// <param name="targetOffset">Where in it.</param>
    /// <param name="offset">Where in the blob to begin.</param>
    /// <param name="length">How many bytes at most.</param>
    /// <returns>How many; 0 where it cannot, or at the end.</returns>
    long TryCopyTo(SafeFileHandle target, long targetOffset, long offset, long length) => 0;
}
