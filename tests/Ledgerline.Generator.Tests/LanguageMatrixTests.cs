using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator.Tests;

public sealed class LanguageMatrixTests
{
    [Theory]
    [InlineData(LanguageVersion.CSharp12, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.CSharp12, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.CSharp13, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.CSharp13, NullableContextOptions.Disable)]
    [InlineData(LanguageVersion.CSharp14, NullableContextOptions.Enable)]
    [InlineData(LanguageVersion.CSharp14, NullableContextOptions.Disable)]
    public void Emitted_code_compiles_without_a_warning(LanguageVersion language, NullableContextOptions nullable)
    {
        CSharpCompilation compilation = Compile.Generate(Compile.Create([Samples.Everything, Samples.Values], language, nullable));

        Assert.Empty(Warnings(compilation));
    }

    [Theory]
    [InlineData(NullableContextOptions.Enable)]
    [InlineData(NullableContextOptions.Disable)]
    public void What_is_emitted_for_everybody_to_see_is_documented(NullableContextOptions nullable)
    {
        CSharpCompilation compilation = Compile.Create([Samples.Everything, Samples.Values], nullable: nullable);
        CSharpParseOptions documented = ((CSharpParseOptions)compilation.SyntaxTrees[0].Options).WithDocumentationMode(DocumentationMode.Diagnose);
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.GetText(), documented, tree.FilePath));
        }

        Diagnostic[] warnings = Warnings(Compile.Generate(compilation));

        Assert.Contains(warnings, static warning => warning.Id == "CS1591");
        Assert.All(warnings, static warning => Assert.DoesNotContain(".g.cs", warning.Location.SourceTree!.FilePath, StringComparison.Ordinal));
    }

    [Fact]
    public void Emitted_code_needs_no_pragma_to_be_free_of_warnings()
    {
        CSharpCompilation compilation = Compile.Generate(Compile.Create([Samples.Everything, Samples.Values]));
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            string text = tree.ToString().Replace("#pragma warning disable", "", StringComparison.Ordinal);
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)tree.Options));
        }

        Assert.Empty(Warnings(compilation));
    }

    [Fact]
    public void Emitted_code_needs_no_usings()
    {
        const string source = """
            [Ledgerline.AppendLog("plain")]
            public partial record Plain(string Name, System.Collections.Generic.List<int> Numbers);
            """;
        CSharpCompilation compilation = Compile.Create([source]);
        compilation = compilation.RemoveSyntaxTrees(compilation.SyntaxTrees[0]);

        Assert.Empty(Warnings(Compile.Generate(compilation)));
    }

    [Fact]
    public void Names_of_the_user_that_look_like_ours_or_the_frameworks_hide_nothing()
    {
        const string source = """
            namespace Demo
            {
                public class System;
                public class Ledgerline;
                public class JsonExpect;
                public class Utf8JsonReader;

                [global::Ledgerline.AppendLog("hidden")]
                public partial record Hidden(string Global, JsonExpect2 Expect, string? reader, int value, int result);

                public record JsonExpect2(int Writer);
            }
            """;

        Assert.Empty(Warnings(Compile.Generate(Compile.Create([source]))));
    }

    [Fact]
    public void Items_may_be_of_the_global_namespace()
    {
        const string source = """
            public record Step(int N);

            [AppendLog("a")]
            public partial record A(List<Step> Steps, Step[][] Grid, Dictionary<string, Step?> ByName);
            """;

        Assert.Empty(Warnings(Compile.Generate(Compile.Create([source]))));
    }

    [Fact]
    public void Keywords_may_be_names()
    {
        const string source = """
            namespace @event.@namespace
            {
                public partial class @class
                {
                    [AppendLog("k", Accessor = "Keywords")]
                    public abstract partial record @record
                    {
                        public int @int { get; init; } = 1;
                        public sealed record @null(@enum @default = @enum.@true, @record? @this = null) : @record;
                    }
                }

                public enum @enum { @true }
            }
            """;

        Assert.Empty(Warnings(Compile.Generate(Compile.Create([source]))));
    }

    private static Diagnostic[] Warnings(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
}
