using System.Diagnostics;

namespace Ledgerline.Packaging.Tests;

/// <summary>Runs commands as a user would, outside the test run's own build environment.</summary>
internal static class Dotnet
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    /// <summary>Runs <c>dotnet</c>, which must succeed without a warning.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(string directory, params string[] arguments)
    {
        string output = await ExecuteAsync("dotnet", directory, arguments);
        Assert.DoesNotContain("warning ", output, StringComparison.Ordinal);
        return output;
    }

    /// <summary>Runs a program, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> ExecuteAsync(string program, string directory, params string[] arguments) =>
        ExecuteAsync(program, directory, [], arguments);

    /// <summary>The same with variables of its environment.</summary>
    public static async Task<string> ExecuteAsync(
        string program, string directory, (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Deadline);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return await output;
    }
}
