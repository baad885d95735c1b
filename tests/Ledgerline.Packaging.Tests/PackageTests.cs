namespace Ledgerline.Packaging.Tests;

/// <summary>What a user gets from the package, seen from a project that knows nothing of this repository.</summary>
[Collection(PackageCollection.Name)]
public sealed class PackageTests(PackedLedgerline packed)
{
    [Fact]
    public async Task The_package_carries_the_library_its_documentation_the_generator_and_the_code_fixes()
    {
        Assert.Equal(4, packed.Packages.Count);
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
        using Consumer consumer = await packed.CreateConsumerAsync("Quickstart");
        await Dotnet.RunAsync(consumer.Directory, "build");
        AssertIsTour(await Dotnet.RunAsync(consumer.Directory, "run", "--no-build"));
    }

    [Fact]
    public async Task The_code_fixes_of_the_package_are_applied_to_all_at_once_by_dotnet_format()
    {
        using Consumer consumer = await packed.CreateConsumerAsync("Quickstart");
        string file = Path.Combine(consumer.Directory, "EditEvent.cs");
        string source = await File.ReadAllTextAsync(file);
        string broken = source.Replace("partial record EditEvent", "record EditEvent", StringComparison.Ordinal);
        Assert.NotEqual(source, broken);
        await File.WriteAllTextAsync(file, broken);

        await Dotnet.RunAsync(consumer.Directory, "format", "analyzers", "--diagnostics", "LL0001", "--severity", "error");

        Assert.Equal(source, await File.ReadAllTextAsync(file));
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
