using System.Reflection;

namespace Ledgerline.PowerShellTests.Hosting;

/// <summary>What the build knows about where things are.</summary>
internal static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The module as the build left it, for <c>Import-Module</c>.</summary>
    public static string ModuleDirectory { get; } = Path.Combine(Root, "artifacts", "module", "Ledgerline");

    public static string ModuleVersion { get; } = Metadata("ModuleVersion");

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
