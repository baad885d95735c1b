using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledgerline.Postgres.Tests.Failures;

/// <summary>
/// A proxy to a server, as clouds have them. What a client sends with a given text in it is held back, that client is cut
/// off, and the server gets it later.
/// </summary>
internal sealed class HoldingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _host;
    private readonly int _port;
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile byte[]? _held;
    private int _holds;

    /// <param name="host">The server's.</param>
    /// <param name="port">The server's.</param>
    public HoldingProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether something was held back.</summary>
    public bool Holds => Volatile.Read(ref _holds) > 0;

    /// <summary>From now on, a text is held back where it is sent first.</summary>
    public void Hold(string text) => _held = Encoding.UTF8.GetBytes(text);

    /// <summary>Gives the server what was held back, and waits until it has answered.</summary>
    public Task ReleaseAsync()
    {
        _release.TrySetResult();
        return _done.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(_host, _port);
                Task answers = server.GetStream().CopyToAsync(client.GetStream());
                Task<bool> requests = ForwardAsync(client, server.GetStream());
                await Task.WhenAny(requests, answers);
                if (!client.Connected && await requests)
                {
                    // The answer ends the copying: there is nobody to take it.
                    await Task.WhenAny(answers);
                    _done.TrySetResult();
                }
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Either side may go.
            }
        }
    }

    /// <returns>Whether the last of it was held back.</returns>
    private async Task<bool> ForwardAsync(TcpClient client, NetworkStream server)
    {
        byte[] block = new byte[65536];
        NetworkStream from = client.GetStream();
        for (int count; (count = await from.ReadAsync(block)) > 0;)
        {
            if (_held is { } held && block.AsSpan(0, count).IndexOf(held) >= 0 && Interlocked.Exchange(ref _holds, 1) == 0)
            {
                client.Close();
                await _release.Task;
                await server.WriteAsync(block.AsMemory(0, count));
                return true;
            }

            await server.WriteAsync(block.AsMemory(0, count));
        }

        return false;
    }
}
