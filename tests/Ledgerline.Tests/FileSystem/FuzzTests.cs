using System.Diagnostics;

namespace Ledgerline.Tests.FileSystem;

/// <summary>What a fuzzer would start, over the files that it would start from.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task The_fuzzers_entry_point_reads_its_seeds()
    {
        string seeds = Path.Combine(AppContext.BaseDirectory, "Seeds");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Ledgerline.Fuzz.dll"));
        start.ArgumentList.Add(seeds);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        Assert.Equal(Directory.GetFiles(seeds).Length, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("ours.jsonl: 4 entries", output, StringComparison.Ordinal);
    }
}
