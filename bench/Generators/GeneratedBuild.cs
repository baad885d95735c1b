using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Ledgerline.Bench.Measurement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Ledgerline.Bench.Generators;

/// <summary>A program that a generator adds to, compiled in this process again and again.</summary>
internal sealed class GeneratedBuild
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Ledgerline.dll" or "netstandard.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly IIncrementalGenerator _generator;
    private readonly ImmutableArray<SyntaxTree> _trees;
    private int _edits;

    private GeneratedBuild(IIncrementalGenerator generator, IEnumerable<string> sources)
    {
        _generator = generator;
        _trees = [.. sources.Prepend(ThousandRecords.Unrelated).Select((source, i) => Parse(source, $"{i}.cs"))];
    }

    public static GeneratedBuild Ours() => new(new Generator.LedgerlineGenerator(), ThousandRecords.Annotated());

    /// <summary>The generator of the .NET SDK that this program was built with.</summary>
    public static GeneratedBuild SystemTextJson()
    {
        string path = typeof(GeneratedBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == "JsonSourceGenerator").Value!;
        Type generator = Assembly.LoadFrom(path).GetTypes().Single(static type => typeof(IIncrementalGenerator).IsAssignableFrom(type));
        return new GeneratedBuild((IIncrementalGenerator)Activator.CreateInstance(generator)!, ThousandRecords.Listed());
    }

    /// <summary>A compilation that knows nothing yet but its syntax.</summary>
    public CSharpCompilation Compilation() => CSharpCompilation.Create(
        "Shop",
        _trees,
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public GeneratorDriver Driver() => CSharpGeneratorDriver.Create([_generator.AsSourceGenerator()], parseOptions: Parsing);

    /// <summary>The compilation after an edit in a file without records, another at each call.</summary>
    public CSharpCompilation Edit(CSharpCompilation compilation)
    {
        SyntaxTree unrelated = compilation.SyntaxTrees[0];
        string text = ThousandRecords.Unrelated.Replace("42", (++_edits).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(unrelated, Parse(text, unrelated.FilePath));
    }

    /// <summary>Throws where a program does not compile.</summary>
    public static void Emit(Compilation compilation) =>
        Expect.Equal("", string.Join('\n', compilation.Emit(Stream.Null).Diagnostics.Where(static each => each.Severity == DiagnosticSeverity.Error).Take(3)));

    private static SyntaxTree Parse(string source, string path) =>
        CSharpSyntaxTree.ParseText(SourceText.From(source, Encoding.UTF8), Parsing, path);
}
