using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledgerline.Bench.Web;

/// <summary>
/// The same events by hand: frames are written once, into a buffer that all sockets send from, and each send takes whatever
/// is there by then. A thread a processor goes round its share of the sockets.
/// </summary>
internal sealed class SocketFanout : IFanout
{
    private readonly Socket _listener;
    private readonly FrameSocket[] _sockets;
    private readonly AutoResetEvent[] _wakes;
    private readonly Thread[] _threads;
    private FrameBlock _block;
    private long _lastSeq;
    private volatile bool _isEnding;

    private SocketFanout(Socket listener, FrameSocket[] sockets, FrameBlock block, FanoutClients clients)
    {
        _listener = listener;
        _sockets = sockets;
        _block = block;
        Clients = clients;
        _wakes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new AutoResetEvent(false))];
        _threads = [.. Enumerable.Range(0, _wakes.Length).Select(share => new Thread(() => Run(share)) { IsBackground = true })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    public FanoutClients Clients { get; }

    public static async Task<IFanout> StartAsync(int clients)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        var block = new FrameBlock();
        Task<FrameSocket[]> accepting = Task.Run(() => AcceptAsync(listener, clients, block));
        FanoutClients connected = FanoutClients.Connect((IPEndPoint)listener.LocalEndPoint!, clients, "GET /events HTTP/1.1\r\n\r\n"u8).Start();
        return new SocketFanout(listener, await accepting, block, connected);
    }

    /// <summary>Frames are written here, once for all; no log keeps them.</summary>
    public Task AppendAsync(JsonPayload[] entries)
    {
        var frames = new MemoryStream();
        foreach (JsonPayload entry in entries)
        {
            frames.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {++_lastSeq}\ndata: ")));
            frames.Write(entry.Utf8.Span);
            frames.Write("\n\n"u8);
        }

        _block = _block.Append(frames.GetBuffer().AsSpan(0, (int)frames.Length));
        foreach (AutoResetEvent wake in _wakes)
        {
            wake.Set();
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Clients.Dispose();
        _isEnding = true;
        foreach ((AutoResetEvent wake, Thread thread) in _wakes.Zip(_threads))
        {
            wake.Set();
            thread.Join();
            wake.Dispose();
        }

        foreach (FrameSocket socket in _sockets)
        {
            socket.Dispose();
        }

        _listener.Dispose();
        return default;
    }

    private void Run(int share)
    {
        while (true)
        {
            _wakes[share].WaitOne();
            if (_isEnding)
            {
                return;
            }

            for (int i = share; i < _sockets.Length; i += _wakes.Length)
            {
                _sockets[i].Wake();
            }
        }
    }

    private static async Task<FrameSocket[]> AcceptAsync(Socket listener, int clients, FrameBlock block)
    {
        var sockets = new FrameSocket[clients];
        byte[] request = new byte[4096];
        byte[] answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:\nretry: 2000\n\n"u8.ToArray();
        for (int i = 0; i < clients; i++)
        {
            Socket socket = await listener.AcceptAsync();
            socket.NoDelay = true;
            await socket.ReceiveAsync(request);
            await socket.SendAsync(answer);
            sockets[i] = new FrameSocket(socket, block);
        }

        return sockets;
    }
}
