using System.Diagnostics;

namespace Ledgerline.Tests.FileSystem;

/// <summary>Another process that uses the same root, or the same database: <c>tests/Ledgerline.Tests.Worker</c>.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    private static string Host =>
        Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";

    private static string Worker => Path.Combine(AppContext.BaseDirectory, "Ledgerline.Tests.Worker.dll");

    public static WorkerProcess Start(params string[] arguments) => Run(Host, [Worker, .. arguments]);

    /// <summary>A process that finds its database by a connection string in its environment.</summary>
    public static WorkerProcess StartWithDatabase(string connectionString, params string[] arguments) =>
        Run(Host, [Worker, .. arguments], start => start.Environment["LEDGERLINE_POSTGRES"] = connectionString);

    /// <summary>A process whose managed memory is limited.</summary>
    /// <param name="bytes">All that its heap may ever take.</param>
    /// <param name="arguments">The process's.</param>
    public static WorkerProcess StartWithHeapLimit(int bytes, params string[] arguments) =>
        Run(Host, [Worker, .. arguments], start => start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{bytes:X}");

    /// <summary>Starts it with a umask, in octal, of its own.</summary>
    public static WorkerProcess StartWithUmask(string umask, params string[] arguments) =>
        Run("sh", ["-c", $"umask {umask} && exec \"$@\"", "sh", Host, Worker, .. arguments]);

    /// <summary>Has strace make system calls of the process fail.</summary>
    /// <param name="fault">As <c>-e inject=</c> takes it: <c>fdatasync:error=EIO:when=3</c>.</param>
    /// <param name="trace">The file to write the failed calls to, and those that read, write and replace files.</param>
    /// <param name="arguments">The process's.</param>
    public static WorkerProcess StartWithFault(string fault, string trace, params string[] arguments)
    {
        string call = fault[..fault.IndexOf(':', StringComparison.Ordinal)];
        return Run("strace", ["-f", "-qq", "-y", "-o", trace, "-e", $"trace={call},pread64,pwrite64,ftruncate,rename", "-e", $"inject={fault}", Host, Worker, .. arguments]);
    }

    private static WorkerProcess Run(string program, string[] arguments, Action<ProcessStartInfo>? configure = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        configure?.Invoke(start);
        return new(Process.Start(start)!);
    }

    public async Task<string?> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Deadline);

    /// <summary>Gives the process a line of input.</summary>
    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Ends the process's input.</summary>
    public void EndInput() => _process.StandardInput.Close();

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

    /// <summary>Ends the process at once.</summary>
    /// <returns>The lines it printed since the last one read.</returns>
    public async Task<string[]> KillAndReadAsync()
    {
        _process.Kill();
        string output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(Deadline);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Everything the process printed, as it comes.</summary>
    public IAsyncEnumerable<string> ReadLinesAsync() => LinesOf(_process.StandardOutput);

    private static async IAsyncEnumerable<string> LinesOf(StreamReader output)
    {
        // A line that was cut by the process's end is no line.
        var rest = new System.Text.StringBuilder();
        char[] block = new char[4096];
        for (int count; (count = await output.ReadAsync(block)) > 0;)
        {
            int begin = 0;
            for (int end; (end = Array.IndexOf(block, '\n', begin, count - begin)) >= 0; begin = end + 1)
            {
                yield return rest.Append(block, begin, end - begin).ToString();
                rest.Clear();
            }

            rest.Append(block, begin, count - begin);
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
