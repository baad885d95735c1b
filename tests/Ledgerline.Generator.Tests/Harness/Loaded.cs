using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator.Tests.Harness;

/// <summary>Source that is compiled with what is generated for it, and run.</summary>
internal static class Loaded
{
    /// <summary>The context of the assembly; its types are those of the source.</summary>
    public static JsonSerializerContext Context(string source)
    {
        CSharpCompilation compilation = Compile.Generate(Compile.Create([source])).WithAssemblyName("Demo." + Guid.NewGuid().ToString("N"));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        Type context = Assembly.Load(image.ToArray()).GetType("Demo.App.LedgerlineJsonContext", throwOnError: true)!;
        return (JsonSerializerContext)context.GetProperty("Default")!.GetValue(null)!;
    }
}
