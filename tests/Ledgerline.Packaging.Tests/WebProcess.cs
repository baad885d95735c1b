using System.Diagnostics;
using System.Globalization;

namespace Ledgerline.Packaging.Tests;

/// <summary>A web application that runs as a process of its own, on a free port of this machine.</summary>
internal sealed class WebProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private WebProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
        _ = process.StandardOutput.ReadToEndAsync();
    }

    public Uri Address { get; }

    /// <summary>Starts the program, and waits until it takes requests.</summary>
    public static async Task<WebProcess> StartAsync(string program, string directory)
    {
        var start = new ProcessStartInfo(program, ["--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        var said = new List<string>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(Deadline) is { } line)
            {
                said.Add(line);
                if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
                {
                    return new(process, new Uri(line[(at + Listening.Length)..].Trim()));
                }
            }

            throw new InvalidOperationException($"{program} ended before it took requests:\n{string.Join('\n', said)}");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends it as a service manager would.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync()
    {
        using (Process signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
