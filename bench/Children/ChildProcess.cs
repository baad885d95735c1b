using System.Diagnostics;
using System.Globalization;

namespace Ledgerline.Bench.Children;

/// <summary>This program once more, as a child.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>Starts a child that serves, and waits until it is ready.</summary>
    public static async Task<ChildProcess> StartAsync(params string[] command)
    {
        Process process = Start(command, environment: null);
        Measurement.Expect.Equal("ready", await process.StandardOutput.ReadLineAsync());
        return new ChildProcess(process);
    }

    /// <summary>Runs a child to its end.</summary>
    /// <returns>The last line that it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; its last line says why.</exception>
    public static async Task<string> RunAsync(string[] command, IReadOnlyDictionary<string, string> environment)
    {
        using Process process = Start(command, environment);
        process.StandardInput.Close();
        string output = (await process.StandardOutput.ReadToEndAsync()).Trim().Split('\n')[^1];
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command[0]} ended with {process.ExitCode}: {output}");
    }

    /// <summary>Asks the child to do its work a number of times.</summary>
    public void Send(int times)
    {
        _process.StandardInput.WriteLine(times.ToString(CultureInfo.InvariantCulture));
        _process.StandardInput.Flush();
    }

    /// <summary>Asks the child a line.</summary>
    /// <returns>The line that it answers.</returns>
    public async Task<string> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The child ended before it answered '{line}'.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Start(string[] command, IReadOnlyDictionary<string, string>? environment)
    {
        string self = Environment.ProcessPath!;
        var start = new ProcessStartInfo(self) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(self) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        }

        start.ArgumentList.Add(ChildCommand.Flag);
        foreach (string argument in command)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
