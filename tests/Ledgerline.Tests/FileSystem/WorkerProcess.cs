using System.Diagnostics;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Another process that uses the same root: <c>tests/Ledgerline.Tests.Worker</c>.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static WorkerProcess Start(params string[] arguments)
    {
        string worker = Path.Combine(AppContext.BaseDirectory, "Ledgerline.Tests.Worker.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(worker);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    public async Task<string?> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Deadline);

    /// <summary>Waits for the process to end well.</summary>
    /// <returns>The lines it printed since the last one read.</returns>
    public async Task<string[]> CompleteAsync()
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Deadline);
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        Assert.True(_process.ExitCode == 0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
