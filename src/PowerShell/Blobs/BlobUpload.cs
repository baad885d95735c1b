using System.Buffers;
using System.IO.Pipelines;

namespace Ledgerline.PowerShell.Blobs;

/// <summary>
/// A file of a project that is written piece by piece, in constant memory, and takes its place when it is complete.
/// Disposed before that, it leaves nothing.
/// </summary>
internal sealed class BlobUpload : IDisposable
{
    private const int LongestPiece = 64 << 10;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19, useSynchronizationContext: false));
    private readonly CancellationTokenSource _ending;
    private readonly Task<BlobWriteResult> _writing;

    /// <param name="write">Writes the file from a stream.</param>
    /// <param name="stop">Ends the write.</param>
    public BlobUpload(Func<Stream, CancellationToken, Task<BlobWriteResult>> write, CancellationToken stop)
    {
        _ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _writing = Task.Run(() => WriteAsync(write));
    }

    /// <summary>How many bytes were given so far.</summary>
    public long Length { get; private set; }

    /// <summary>Gives a piece; waits while the storage is slower.</summary>
    public void Write(ReadOnlySpan<byte> piece)
    {
        Length += piece.Length;
        while (!piece.IsEmpty)
        {
            ReadOnlySpan<byte> part = piece[..Math.Min(piece.Length, LongestPiece)];
            _pipe.Writer.Write(part);
            piece = piece[part.Length..];
            if (_pipe.Writer.FlushAsync(_ending.Token).AsTask().GetAwaiter().GetResult().IsCompleted)
            {
                // It has failed, or the condition did not hold: whoever completes it is told.
                return;
            }
        }
    }

    /// <summary>Ends what was given, and lets it take its place.</summary>
    public BlobWriteResult Complete()
    {
        _pipe.Writer.Complete();
        return _writing.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _ending.Cancel();
        _pipe.Writer.Complete(new OperationCanceledException());
        _writing.ContinueWith(static _ => { }, TaskScheduler.Default).GetAwaiter().GetResult();
        _ending.Dispose();
    }

    private async Task<BlobWriteResult> WriteAsync(Func<Stream, CancellationToken, Task<BlobWriteResult>> write)
    {
        try
        {
            return await write(_pipe.Reader.AsStream(leaveOpen: true), _ending.Token).ConfigureAwait(false);
        }
        finally
        {
            await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }
}
