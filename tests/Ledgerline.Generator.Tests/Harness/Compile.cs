using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ledgerline.Generator.Tests.Harness;

/// <summary>Compiles source with the generator and its analyzers, as the compiler would.</summary>
internal static class Compile
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Collections.Immutable;
        global using System.Text.Json;
        global using System.Text.Json.Nodes;
        global using System.Text.Json.Serialization;
        global using Ledgerline;
        """;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Ledgerline.dll" or "Ledgerline.PowerShell.dll" or "netstandard.dll"))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A compilation of the sources, before generation.</summary>
    public static CSharpCompilation Create(
        IEnumerable<string> sources,
        LanguageVersion language = LanguageVersion.CSharp14,
        NullableContextOptions nullable = NullableContextOptions.Enable)
    {
        var parse = new CSharpParseOptions(language);
        return CSharpCompilation.Create(
            "Demo.App",
            sources.Prepend(Usings).Select((text, i) =>
                CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), parse, path: $"Source{i}.cs")),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable, generalDiagnosticOption: ReportDiagnostic.Error));
    }

    /// <summary>A driver that records what each step did.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="rootNamespace">The root namespace that the project states.</param>
    /// <param name="generatesCmdlets">Whether the project asks for cmdlets.</param>
    public static GeneratorDriver Driver(CSharpCompilation compilation, string? rootNamespace = null, bool generatesCmdlets = false) => CSharpGeneratorDriver.Create(
        [new LedgerlineGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
        optionsProvider: new BuildOptions(rootNamespace, generatesCmdlets),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The compilation with what the generator adds.</summary>
    public static CSharpCompilation Generate(CSharpCompilation compilation, string? rootNamespace = null, bool generatesCmdlets = false)
    {
        GeneratorDriver driver = Driver(compilation, rootNamespace, generatesCmdlets);
        if (compilation.SyntaxTrees.Any(static tree => tree.ToString().Contains("[JsonSerializable(", StringComparison.Ordinal)))
        {
            driver = driver.AddGenerators([SystemTextJson.Generator()]);
        }

        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        return (CSharpCompilation)updated;
    }

    /// <summary>Every warning and error of the compiler and of the analyzers, generated code included.</summary>
    public static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(params string[] sources) =>
        AnalyzeAsync(Generate(Create(sources)));

    /// <summary>The same in a project that asks for cmdlets.</summary>
    public static Task<ImmutableArray<Diagnostic>> CmdletDiagnosticsAsync(params string[] sources) =>
        AnalyzeAsync(Generate(Create(sources.Prepend("global using Ledgerline.PowerShell.Typed;")), generatesCmdlets: true), generatesCmdlets: true);

    /// <summary>Every warning and error of the compiler and of the analyzers.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(CSharpCompilation compilation, bool generatesCmdlets = false)
    {
        var options = new AnalyzerOptions([], new BuildOptions(null, generatesCmdlets));
        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers([new AnnotationAnalyzer(), new NotAnnotatedAnalyzer()], options)
            .GetAllDiagnosticsAsync();
        return [.. diagnostics.Where(static d => !d.IsSuppressed && d.Severity >= DiagnosticSeverity.Warning).OrderBy(static d => d.Id, StringComparer.Ordinal)];
    }

    /// <summary>The texts of the generated files by name.</summary>
    public static IReadOnlyDictionary<string, string> Generated(params string[] sources) => Generated(generatesCmdlets: false, sources);

    /// <summary>The texts of the generated files by name.</summary>
    public static IReadOnlyDictionary<string, string> Generated(bool generatesCmdlets, params string[] sources) =>
        Driver(Create(sources), generatesCmdlets: generatesCmdlets).RunGenerators(Create(sources)).GetRunResult().Results.Single().GeneratedSources
            .ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());
}
