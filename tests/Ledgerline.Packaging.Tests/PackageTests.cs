using System.Runtime.InteropServices;

namespace Ledgerline.Packaging.Tests;

/// <summary>What a user gets from the package, seen from a project that knows nothing of this repository.</summary>
public sealed class PackageTests(PackedLedgerline packed) : IClassFixture<PackedLedgerline>
{
    [Fact]
    public async Task One_package_carries_the_library_its_documentation_the_generator_and_the_code_fixes()
    {
        Assert.Single(packed.Packages);
        IReadOnlyList<string> files = await packed.ListAsync();
        Assert.Contains("lib/net10.0/Ledgerline.dll", files);
        Assert.Contains("lib/net10.0/Ledgerline.xml", files);
        Assert.Contains("analyzers/dotnet/cs/Ledgerline.Generator.dll", files);
        Assert.Contains("analyzers/dotnet/cs/Ledgerline.CodeFixes.dll", files);
        Assert.Contains("README.md", files);
        Assert.Equal(2, files.Count(file => file.StartsWith("analyzers/", StringComparison.Ordinal)));
        Assert.Single(files, file => file.StartsWith("lib/", StringComparison.Ordinal) && file.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_project_that_references_the_package_builds_and_runs()
    {
        string consumer = await packed.CreateConsumerAsync(nativeAot: false);
        try
        {
            await Dotnet.RunAsync(consumer, "build");
            AssertIsTour(await Dotnet.RunAsync(consumer, "run", "--no-build"));
        }
        finally
        {
            Directory.Delete(consumer, recursive: true);
        }
    }

    [NativeAotFact]
    public async Task A_program_published_natively_runs_and_was_compiled_without_a_warning()
    {
        string consumer = await packed.CreateConsumerAsync(nativeAot: true);
        try
        {
            string output = Path.Combine(consumer, "out");
            await Dotnet.RunAsync(consumer, "publish", "--runtime", RuntimeInformation.RuntimeIdentifier, "--output", output);
            Assert.False(File.Exists(Path.Combine(output, "Quickstart.dll")));
            AssertIsTour(await Dotnet.ExecuteAsync(Path.Combine(output, "Quickstart"), consumer));
        }
        finally
        {
            Directory.Delete(consumer, recursive: true);
        }
    }

    private static void AssertIsTour(string output)
    {
        Assert.Contains("p_plain/history holds 190 entries", output, StringComparison.Ordinal);
        Assert.Contains("69  Tweak", output, StringComparison.Ordinal);
        Assert.Contains("198  ", output, StringComparison.Ordinal);
        Assert.Contains("counts the tours: 1", output, StringComparison.Ordinal);
        Assert.Contains("conflict", output, StringComparison.Ordinal);
        Assert.Contains("line 3, offset 276: seq 2 follows 2, expected 3", output, StringComparison.Ordinal);
        Assert.Contains("""{"kind":"tweak","file":"app/main.tsx","turn":"process """, output, StringComparison.Ordinal);
    }
}
