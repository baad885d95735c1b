using Microsoft.Win32.SafeHandles;

namespace Ledgerline.FileSystem;

/// <summary>Fills a file that is being written, in constant memory.</summary>
internal static class BlobContent
{
    // Small enough that writing a block finds it in the processor's cache.
    private const int BlockSize = 256 << 10;

    /// <summary>How much is written before the device begins with it: a flush afterwards then finds little left to do.</summary>
    private const int FlushSize = FileCopy.FlushSize;

    /// <summary>Writes bytes.</summary>
    public static void Fill(DiskFile target, ReadOnlySpan<byte> content, bool willFlush)
    {
        for (int at = 0; at < content.Length;)
        {
            int length = willFlush ? Math.Min(FlushSize, content.Length - at) : content.Length - at;
            target.Write(content.Slice(at, length), at);
            if (willFlush && length == FlushSize)
            {
                target.StartFlush(at, length);
            }

            at += length;
        }
    }

    /// <summary>Writes what a stream holds, from where it is to its end.</summary>
    public static async Task FillAsync(DiskFile target, Stream content, bool willFlush, CancellationToken cancellationToken)
    {
        long at = content is FileStream { CanSeek: true } file ? FillWithinKernel(target, file, willFlush, cancellationToken) : 0;
        long started = at;
        byte[] buffer = GC.AllocateUninitializedArray<byte>(BlockSize);
        while (await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            target.Write(buffer.AsSpan(0, read), at);
            at += read;
            if (willFlush && at - started >= FlushSize)
            {
                target.StartFlush(started, at - started);
                started = at;
            }
        }
    }

    /// <summary>Writes what the system copies by itself: some files it does not, and those that grow go on from there.</summary>
    private static long FillWithinKernel(DiskFile target, FileStream source, bool willFlush, CancellationToken cancellationToken)
    {
        SafeFileHandle handle = source.SafeFileHandle;
        long begin = source.Position;
        long at = 0;
        while (target.TryCopyFrom(handle, begin + at, at, FlushSize) is var copied and > 0)
        {
            if (willFlush)
            {
                target.StartFlush(at, copied);
            }

            at += copied;
            source.Position = begin + at;
            cancellationToken.ThrowIfCancellationRequested();
        }

        return at;
    }
}
