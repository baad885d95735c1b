using System.Diagnostics;

namespace Ledgerline.PowerShellTests.Isolation;

/// <summary>Runs scripts in a process of their own, where nothing is loaded yet.</summary>
internal static class SessionProcess
{
    private static readonly string Host = Path.Combine(AppContext.BaseDirectory, "Ledgerline.PowerShell.Tests.Host.dll");

    /// <summary>What a script put out, on one line.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Host, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1" },
        })!;
        await process.StandardInput.WriteAsync(script);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        Assert.Equal("", await errors);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return string.Join(' ', output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
