using System.Net;
using System.Net.Sockets;
using Ledgerline.Bench.Measurement;

namespace Ledgerline.Bench.Web;

/// <summary>
/// Clients that count the entries they get, on one thread: it waits for all sockets at once, and looks at what has come only
/// for the brace that each entry has one of.
/// </summary>
internal sealed class FanoutClients : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Socket[] _sockets;
    private readonly long[] _entries;
    private readonly Poll _poll = new();
    private readonly Thread _reader;
    private readonly Lock _lock = new();
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _goal;
    private int _missing;
    private volatile bool _isEnding;

    private FanoutClients(Socket[] sockets)
    {
        _sockets = sockets;
        _entries = new long[sockets.Length];
        for (int i = 0; i < sockets.Length; i++)
        {
            _poll.Add(sockets[i].SafeHandle, i);
        }

        _reader = new Thread(Read) { IsBackground = true };
    }

    /// <summary>Why there are none on this machine; null where there are.</summary>
    public static string? Obstacle { get; } = OperatingSystem.IsLinux() ? null : "the clients wait with epoll, which Linux has";

    /// <summary>Connects clients one after the other; each has had the answer's first bytes before the next comes.</summary>
    /// <param name="server">Where.</param>
    /// <param name="count">How many.</param>
    /// <param name="request">What each asks for.</param>
    /// <param name="receiveBuffer">How much the system takes for a client ahead of it; null for its own choice.</param>
    public static FanoutClients Connect(EndPoint server, int count, ReadOnlySpan<byte> request, int? receiveBuffer = null)
    {
        var sockets = new Socket[count];
        Span<byte> answer = new byte[4096];
        for (int i = 0; i < count; i++)
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (receiveBuffer is { } size)
            {
                sockets[i].ReceiveBufferSize = size;
            }

            sockets[i].Connect(server);
            sockets[i].Send(request);
            int length = 0;
            do
            {
                int read = sockets[i].Receive(answer[length..]);
                Expect.Equal(true, read > 0);
                length += read;
            }
            while (answer[..length].IndexOf(":\nretry: "u8) < 0);
            Expect.Equal(true, answer[..length].StartsWith("HTTP/1.1 200"u8));
        }

        return new FanoutClients(sockets);
    }

    /// <summary>Has them read; before this they take nothing.</summary>
    public FanoutClients Start()
    {
        _reader.Start();
        return this;
    }

    /// <summary>Completes when every client has got so many entries more than the calls before were for.</summary>
    public Task ReceiveAsync(int entries)
    {
        lock (_lock)
        {
            _goal += entries;
            _missing = _entries.Count(got => got < _goal);
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_missing == 0)
            {
                _reached.SetResult();
            }

            return _reached.Task.WaitAsync(Patience);
        }
    }

    /// <summary>Throws where a client got more or less than was asked for.</summary>
    public void Verify()
    {
        lock (_lock)
        {
            foreach (long got in _entries)
            {
                Expect.Equal(_goal, got);
            }
        }
    }

    public void Dispose()
    {
        _isEnding = true;
        foreach (Socket socket in _sockets)
        {
            // Not yet closed: the thread waits for them.
            socket.Shutdown(SocketShutdown.Both);
        }

        if (!_reader.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            _reader.Join();
        }

        _poll.Dispose();
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private void Read()
    {
        byte[] buffer = new byte[1 << 16];
        int[] ready = new int[Poll.Most];
        while (!_isEnding)
        {
            int count = _poll.Wait(ready);
            foreach (int client in ready.AsSpan(0, count))
            {
                int read = _sockets[client].Receive(buffer, SocketFlags.None, out SocketError error);
                if (read == 0 || error != SocketError.Success)
                {
                    if (_isEnding)
                    {
                        return;
                    }

                    throw new InvalidOperationException($"Client {client} lost its stream: {error}.");
                }

                Add(client, buffer.AsSpan(0, read).Count((byte)'{'));
            }
        }
    }

    private void Add(int client, int entries)
    {
        lock (_lock)
        {
            long before = _entries[client];
            _entries[client] = before + entries;
            if (before < _goal && before + entries >= _goal && --_missing == 0)
            {
                _reached.TrySetResult();
            }
        }
    }
}
