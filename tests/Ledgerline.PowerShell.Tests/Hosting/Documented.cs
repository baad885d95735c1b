namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>The commands that have a page in <c>docs/powershell</c>: what the module should export.</summary>
public static class Documented
{
    public static IReadOnlyList<string> Commands { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "powershell"), "*-*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> TheoryOfCommands => [.. Commands];
}
