using System.Collections.Immutable;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ledgerline.Generator.Tests;

/// <summary>Each way that C# has to silence a diagnostic works on ours. DiagnosticTests has the pragma.</summary>
public sealed class SuppressionTests
{
    [Theory]
    [MemberData(nameof(DiagnosticTests.Defects), MemberType = typeof(DiagnosticTests))]
    public async Task An_editorconfig_sets_the_severity_of_a_diagnostic(string id, string markup, string message)
    {
        Assert.NotNull(message);
        string source = Markup.Parse(markup).Source;

        Assert.Equal([DiagnosticSeverity.Info], await SeveritiesAsync(id, source, "suggestion"));
        Assert.Empty(await SeveritiesAsync(id, source, "none"));
    }

    [Theory]
    [InlineData("LL0001", """[AppendLog("a")] {0} public record A(int N);""")]
    [InlineData("LL0002", """[AppendLog("a")] public partial record A(int N); [AppendLog("A")] {0} public partial record B(int N);""")]
    [InlineData("LL0003", """[AppendLog("a/b")] {0} public partial record A(int N);""")]
    [InlineData("LL0004", """[AppendLog("a")] public partial record A { {0} public object? Payload { get; init; } }""")]
    [InlineData("LL0004", """[AppendLog("a")] {0} public partial record A(object Payload);""")]
    [InlineData("LL0006", """[AppendLog("a")] public abstract partial record A { public sealed record C : A; } {0} public sealed record B : A;""")]
    [InlineData("LL0007", """[AppendLog("a")] public partial record A(int Name) { {0} [JsonPropertyName("name")] public int Other { get; init; } }""")]
    [InlineData("LL0008", """namespace N; [AppendLog("a", Accessor = "Log")] {0} public partial record A(int N);""")]
    [InlineData("LL0009", """public record A(int N); public static class P { {0} public static object Open(Project p) => p.Log<A>(); }""")]
    [InlineData("LL0012", """[AppendLog("a", MaxEntries = 0)] {0} public partial record A(int N);""")]
    public async Task An_attribute_on_what_it_concerns_suppresses_a_diagnostic(string id, string source)
    {
        string attribute = $"""[System.Diagnostics.CodeAnalysis.SuppressMessage("Ledgerline", "{id}:Known")]""";

        Assert.Contains(await Compile.DiagnosticsAsync(source.Replace("{0}", "", StringComparison.Ordinal)), diagnostic => diagnostic.Id == id);
        Assert.DoesNotContain(
            await Compile.DiagnosticsAsync(source.Replace("{0}", attribute, StringComparison.Ordinal)), diagnostic => diagnostic.Id == id);
    }

    private static async Task<DiagnosticSeverity[]> SeveritiesAsync(string id, string source, string severity)
    {
        CSharpCompilation compilation = Compile.Generate(Compile.Create([source]));
        compilation = compilation.WithOptions(
            compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default).WithSyntaxTreeOptionsProvider(new EditorConfig(id, severity)));
        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers([new AnnotationAnalyzer(), new NotAnnotatedAnalyzer()])
            .GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.Where(each => each.Id == id).Select(static each => each.Severity)];
    }

    /// <summary>What the compiler makes of one line of a file <c>.editorconfig</c>.</summary>
    private sealed class EditorConfig(string id, string severity) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigOptionsResult _options = AnalyzerConfigSet
            .Create(ImmutableArray.Create(AnalyzerConfig.Parse(SourceText.From($"root = true\n[*.cs]\ndotnet_diagnostic.{id}.severity = {severity}\n"), "/demo/.editorconfig")))
            .GetOptionsForSourcePath("/demo/Source.cs");

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            _options.TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = ReportDiagnostic.Default;
            return false;
        }
    }
}
