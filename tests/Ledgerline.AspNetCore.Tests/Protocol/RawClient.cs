using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledgerline.AspNetCore.Tests.Protocol;

/// <summary>A client that writes its requests by hand and sees every byte of the answer.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly MemoryStream _got = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _seen;

    private RawClient(Socket socket) => _socket = socket;

    /// <summary>What has come so far, a character a byte.</summary>
    public string Got => Encoding.Latin1.GetString(_got.GetBuffer(), 0, (int)_got.Length);

    /// <summary>Connects and sends a request's head.</summary>
    /// <param name="server">The server.</param>
    /// <param name="request">The request line and fields, without the line ends at the end.</param>
    /// <param name="receiveBuffer">How much the system takes for the client ahead of it; null for its own choice.</param>
    public static async Task<RawClient> SendAsync(TestServer server, string request, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (receiveBuffer is { } size)
        {
            socket.ReceiveBufferSize = size;
        }

        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await socket.SendAsync(Encoding.Latin1.GetBytes(request.ReplaceLineEndings("\r\n") + "\r\n\r\n"));
        return new RawClient(socket);
    }

    /// <summary>A request for events by HTTP/1.1.</summary>
    public static Task<RawClient> GetAsync(TestServer server, string path, string fields = "", int? receiveBuffer = null) =>
        SendAsync(server, $"GET {path} HTTP/1.1\r\nHost: localhost{(fields.Length == 0 ? "" : "\r\n")}{fields}", receiveBuffer);

    /// <summary>Reads until a text has come.</summary>
    public async Task<string> ReadThroughAsync(string text)
    {
        _seen = 0;
        while (!Has(text))
        {
            if (await ReceiveAsync(_buffer.Length) == 0)
            {
                throw new EndOfStreamException($"The connection ended without '{text}', behind: {Got}");
            }
        }

        return Got;
    }

    /// <summary>Reads until the server has sent all that it will.</summary>
    public async Task<string> ReadToEndAsync()
    {
        while (await ReceiveAsync(_buffer.Length) > 0)
        {
        }

        return Got;
    }

    /// <summary>Reads so many bytes at most, as soon as any are there.</summary>
    /// <returns>How many came; none at the connection's end.</returns>
    public async Task<int> ReceiveAsync(int most)
    {
        int read = await _socket.ReceiveAsync(_buffer.AsMemory(0, most)).AsTask().WaitAsync(Deadline);
        _got.Write(_buffer, 0, read);
        return read;
    }

    /// <summary>Says that it sends no more.</summary>
    public void ShutdownSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Resets the connection: what is on the way is lost.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private bool Has(string text)
    {
        // Looks only at what is new, and at what a text that began before it has there.
        int from = Math.Max(0, _seen - text.Length);
        _seen = (int)_got.Length;
        return _got.GetBuffer().AsSpan(from, _seen - from).IndexOf(Encoding.Latin1.GetBytes(text)) >= 0;
    }
}
