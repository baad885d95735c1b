using Ledgerline.Drivers;
using Microsoft.Win32.SafeHandles;

namespace Ledgerline;

/// <summary>
/// A part of one version of a blob, to be read: whoever has it open reads this version to the end, also when the blob is
/// replaced or deleted meanwhile. Seekable; positions count from the beginning of the part. Like every
/// <see cref="Stream"/>, for one thread at a time. Dispose it: it holds a file open.
/// </summary>
/// <remarks>
/// An editor that changes the file in place changes the version that is being read, too; one that cuts it short makes
/// reading throw <see cref="StorageException"/>, never end early.
/// </remarks>
public sealed class BlobReadStream : Stream
{
    private const int CopyBlock = 256 << 10;

    /// <summary>How much is copied between two looks at the cancellation.</summary>
    private const int KernelCopyBlock = 64 << 20;

    private readonly IBlobReader _reader;
    private readonly string _place;
    private readonly long _offset;
    private readonly long _length;
    private long _position;
    private bool _isDisposed;

    internal BlobReadStream(IBlobReader reader, string place, long offset, long? length)
    {
        _reader = reader;
        _place = place;
        _offset = Math.Min(offset, reader.Info.Length);
        _length = Math.Min(length ?? long.MaxValue, reader.Info.Length - _offset);
    }

    /// <summary>The version that is read; its length is the whole blob's.</summary>
    public BlobInfo Info => _reader.Info;

    /// <inheritdoc/>
    public override bool CanRead => !_isDisposed;

    /// <inheritdoc/>
    public override bool CanSeek => !_isDisposed;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <summary>The length of the part, in bytes.</summary>
    public override long Length
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _length;
        }
    }

    /// <inheritdoc/>
    public override long Position
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _position;
        }

        set
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    private long Left => Math.Max(0, _length - _position);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        return Read(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        Span<byte> wanted = buffer[..(int)Math.Min(buffer.Length, Left)];
        return wanted.IsEmpty ? 0 : Advance(_reader.Read(wanted, _offset + _position));
    }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        if (_isDisposed)
        {
            return ValueTask.FromException<int>(new ObjectDisposedException(GetType().FullName));
        }

        Memory<byte> wanted = buffer[..(int)Math.Min(buffer.Length, Left)];
        return wanted.IsEmpty ? new(0) : ReadAndAdvanceAsync(wanted, cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ValidateCopyToArguments(destination, bufferSize);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (destination is FileStream { CanSeek: true } file)
        {
            await Task.Run(() => CopyWithinKernel(file, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(CopyBlock, Left));
        while (await ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override void CopyTo(Stream destination, int bufferSize)
    {
        ValidateCopyToArguments(destination, bufferSize);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (destination is FileStream { CanSeek: true } file)
        {
            CopyWithinKernel(file, CancellationToken.None);
        }

        base.CopyTo(destination, CopyBlock);
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        long position = checked(offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => _position,
            SeekOrigin.End => _length,
            _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "Use Begin, Current or End."),
        });
        return _position = position >= 0
            ? position
            : throw new IOException($"Position {position} is before the beginning of the blob's part.");
    }

    /// <summary>Does nothing: there is nothing to write.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw ReadOnly();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw ReadOnly();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _reader.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadAndAdvanceAsync(Memory<byte> wanted, CancellationToken cancellationToken) =>
        Advance(await _reader.ReadAsync(wanted, _offset + _position, cancellationToken).ConfigureAwait(false));

    private int Advance(int read)
    {
        if (read == 0)
        {
            throw new StorageException(
                "read", _place, $"it ends at offset {_offset + _position} and had {Info.Length} bytes when it was opened",
                "Somebody cut the file in place: read it again.");
        }

        _position += read;
        return read;
    }

    private static NotSupportedException ReadOnly() =>
        new("A blob that is open for reading cannot be written to. Use BlobStore.WriteAsync, which replaces it whole.");

    /// <summary>Copies what the system copies by itself; what it leaves is for the caller.</summary>
    private void CopyWithinKernel(FileStream target, CancellationToken cancellationToken)
    {
        // What the stream has buffered is written before its handle is given out.
        SafeFileHandle handle = target.SafeFileHandle;
        long at = target.Position;
        try
        {
            while (Left > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long copied = _reader.TryCopyTo(handle, at, _offset + _position, Math.Min(Left, KernelCopyBlock));
                if (copied == 0)
                {
                    break;
                }

                at += copied;
                _position += copied;
            }
        }
        finally
        {
            target.Position = at;
        }
    }
}
