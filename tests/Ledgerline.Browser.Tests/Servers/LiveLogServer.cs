using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace Ledgerline.Browser.Tests.Servers;

/// <summary>The sample <c>samples/LiveLog</c> as a process of its own, which may be killed and started again at the same address.</summary>
internal sealed class LiveLogServer : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private readonly string _root;
    private readonly bool _records;
    private readonly int _port;
    private Process? _process;

    private LiveLogServer(string root, bool records, int port) => (_root, _records, _port) = (root, records, port);

    public string Address => $"http://127.0.0.1:{_port}";

    private static string Program => Path.GetFullPath(
        typeof(LiveLogServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LiveLog").Value!,
        AppContext.BaseDirectory);

    public static async Task<LiveLogServer> StartAsync(string root, bool records = false)
    {
        for (int attempt = 1; ; attempt++)
        {
            var server = new LiveLogServer(root, records, FreePort());
            try
            {
                await server.StartAsync();
                return server;
            }
            catch (InvalidOperationException) when (attempt < 5)
            {
                // Somebody else took the port meanwhile.
                await server.DisposeAsync();
            }
        }
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--root", _root, "--urls", Address, "--record", _records ? "true" : "false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        var errors = new System.Text.StringBuilder();
        _process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        var started = new TaskCompletionSource();
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                started.TrySetException(new InvalidOperationException($"The sample ended before it served {Address}: {errors}"));
            }
            else if (line.Data.StartsWith("Live log: ", StringComparison.Ordinal))
            {
                started.TrySetResult();
            }
        };
        _process.BeginOutputReadLine();
        await started.Task.WaitAsync(Deadline);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    // Below the ports that the kernel gives to whoever connects, so that nobody has it while the server is away.
    private static int FreePort()
    {
        while (true)
        {
            int port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
