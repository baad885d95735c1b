using System.Globalization;
using System.Text;

namespace Ledgerline.AspNetCore.Tests;

/// <summary>The body of an HTTP/1.1 answer whose transfer coding is chunked, from its head on.</summary>
internal sealed class UnchunkedStream(Stream inner) : Stream
{
    private readonly Stream _inner = new BufferedStream(inner, 64 * 1024);
    private bool _hasBegun;
    private int _left;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            while ((await LineAsync(cancellationToken)).Length > 0)
            {
            }
        }

        if (_left == 0)
        {
            _left = int.Parse(await LineAsync(cancellationToken), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (_left == 0)
            {
                return 0;
            }
        }

        int read = await _inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= read;
        if (_left == 0)
        {
            await LineAsync(cancellationToken);
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        byte[] one = new byte[1];
        while (await _inner.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
