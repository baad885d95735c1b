using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator.Tests.Harness;

/// <summary>System.Text.Json's own generator, from the reference pack of the SDK.</summary>
internal static class SystemTextJson
{
    public static ISourceGenerator Generator()
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/ is where the tests run.
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        string path = Directory
            .GetFiles(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"), "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories)
            .OrderDescending(StringComparer.Ordinal)
            .First();
        Type type = Assembly.LoadFrom(path).GetType("System.Text.Json.SourceGeneration.JsonSourceGenerator", throwOnError: true)!;
        return ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator();
    }
}
