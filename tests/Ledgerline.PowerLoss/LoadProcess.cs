using System.Diagnostics;

namespace Ledgerline.PowerLoss;

/// <summary>Another process that runs a <see cref="Load"/>; all that it prints is kept.</summary>
internal sealed class LoadProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private LoadProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static LoadProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Ledgerline.PowerLoss.dll"));
        start.ArgumentList.Add("load");
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    public async Task<string?> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync();

    /// <summary>The lines until the process ends, which is not before somebody kills it.</summary>
    public async Task<string[]> ReadToEndAsync() =>
        (await _process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async Task KillAsync()
    {
        bool wasOver = _process.HasExited;
        _process.Kill();
        await _process.WaitForExitAsync();
        if (wasOver)
        {
            throw new PromiseBrokenException($"A writing process ended by itself: {await _errors}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
