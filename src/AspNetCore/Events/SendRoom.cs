using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Ledgerline.AspNetCore;

/// <summary>
/// How much may be written for a client before the operating system is asked whether it has room, so that a client that takes
/// nothing costs no more than an idle one: Kestrel would make the stream wait only when it holds 64 KiB itself. Linux calls a
/// socket writable while a third of its buffer is free (sk_stream_is_writeable); a part of that is written at once, but little
/// until the client has taken much, since where memory for sockets runs short the system takes less than it said. Without a
/// socket of its own, as by HTTP/2, a stream writes until the writer makes it wait.
/// </summary>
internal struct SendRoom(HttpContext context)
{
    private const int PartOfBuffer = 8;
    private const int PartOfTaken = 16;
    private const int Least = 4 * 1024;
    private const int Most = 64 * 1024;
    private const int TooLittle = 2 * 1024;

    // What the system keeps beside the bytes of a small write.
    private const int OverheadOfWrite = 512;

    private readonly Socket? _socket =
        HttpProtocol.IsHttp11(context.Request.Protocol) ? context.Features.Get<IConnectionSocketFeature>()?.Socket : null;
    private long _taken;

    /// <summary>How many bytes may be written; 0 before it is asked again.</summary>
    public int Left { readonly get => _socket is null ? Most : field < TooLittle ? 0 : field; private set; }

    /// <summary>Whether the client has taken so much that what is on its way may wait for the next question.</summary>
    public bool IsTrusted { get; private set; }

    /// <summary>Counts what is written.</summary>
    public void Take(int bytes)
    {
        Left -= bytes + OverheadOfWrite;
        _taken += bytes;
    }

    /// <summary>Asks for room, behind the sending of what was written.</summary>
    /// <returns>Whether there is some.</returns>
    public bool Ask()
    {
        try
        {
            if (_socket is null)
            {
                return true;
            }

            if (!_socket.Poll(TimeSpan.Zero, SelectMode.SelectWrite))
            {
                _taken = 0;
                IsTrusted = false;
                return false;
            }

            // What the system can hold the client need not have taken.
            int buffer = _socket.SendBufferSize;
            Left = (int)Math.Clamp(Math.Min(buffer / PartOfBuffer, (_taken - buffer) / PartOfTaken), Least, Most);
            IsTrusted = Left == Most;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was closed, which the next write tells.
            Left = Least;
        }

        return true;
    }
}
