using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Ledgerline.AspNetCore;

/// <summary>
/// How much the operating system takes for a connection at once. Kestrel would hold another 64 KiB for each client that takes
/// nothing: what the system has no room for is not written. Linux calls a socket writable while a third of its buffer is free
/// (sk_stream_is_writeable). Without a socket of its own, as by HTTP/2, a stream writes until the writer makes it wait.
/// </summary>
internal struct SendRoom(HttpContext context)
{
    // Of the free third, what was written before the question and is still on its way needs its part.
    private const int PartOfBuffer = 8;
    private const int Most = 64 * 1024;
    private const int OverheadOfWrite = 1024;

    private readonly Socket? _socket =
        HttpProtocol.IsHttp11(context.Request.Protocol) ? context.Features.Get<IConnectionSocketFeature>()?.Socket : null;
    private int _left;

    /// <summary>How many bytes may be written; 0 where the client has to take some first.</summary>
    public int Ask()
    {
        if (_socket is null)
        {
            return EventRing.LargestBlock;
        }

        if (_left <= 0)
        {
            try
            {
                if (!_socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite))
                {
                    return 0;
                }

                _left = Math.Clamp(_socket.SendBufferSize / PartOfBuffer, EventRing.SmallestBlock, Most);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It was closed, which the next write tells.
                return EventRing.LargestBlock;
            }
        }

        return Math.Min(_left, EventRing.LargestBlock);
    }

    /// <summary>Counts what was written.</summary>
    public void Take(int bytes) => _left -= bytes + OverheadOfWrite;
}
