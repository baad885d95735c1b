using System.Net.Sockets;

namespace Ledgerline.Bench.Web;

/// <summary>One client of the server by hand: it sends what is there, and is idle until more is.</summary>
internal sealed class FrameSocket : IDisposable
{
    private const int LargestSend = 1 << 16;

    private readonly Socket _socket;
    private readonly SocketAsyncEventArgs _args = new();
    private FrameBlock _block;
    private int _sent;
    private int _isBusy;

    public FrameSocket(Socket socket, FrameBlock block)
    {
        _socket = socket;
        _block = block;
        _args.Completed += (_, _) =>
        {
            if (Advance())
            {
                Send();
            }
        };
    }

    /// <summary>Sends what is new, unless it is at it already.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _isBusy, 1) == 0)
        {
            Send();
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _args.Dispose();
    }

    private void Send()
    {
        while (true)
        {
            int length = _block.Length;
            if (_sent < length)
            {
                _args.SetBuffer(_block.Bytes, _sent, Math.Min(length - _sent, LargestSend));
                if (_socket.SendAsync(_args) || !Advance())
                {
                    return;
                }
            }
            else if (_sent == _block.Bytes.Length && _block.Next is { } next)
            {
                _block = next;
                _sent = 0;
            }
            else
            {
                Volatile.Write(ref _isBusy, 0);
                Interlocked.MemoryBarrier();
                bool hasMore = _block.Length > _sent || (_sent == _block.Bytes.Length && _block.Next is not null);
                if (!hasMore || Interlocked.Exchange(ref _isBusy, 1) != 0)
                {
                    return;
                }
            }
        }
    }

    /// <returns>Whether the client is still there.</returns>
    private bool Advance()
    {
        _sent += _args.BytesTransferred;
        return _args.SocketError == SocketError.Success;
    }
}
