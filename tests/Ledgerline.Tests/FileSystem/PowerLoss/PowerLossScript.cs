using System.Diagnostics;

namespace Ledgerline.Tests.FileSystem.PowerLoss;

/// <summary><c>tests/Ledgerline.PowerLoss/run.sh</c>, which undoes its mounts however it ends.</summary>
internal static class PowerLossScript
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(20);

    public static (int ExitCode, string Output) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "run.sh"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Assert.True(process.WaitForExit(Deadline), "The script hangs.");
            return (process.ExitCode, output.GetAwaiter().GetResult());
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
