using System.Collections.Immutable;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace Ledgerline.Generator.Tests;

public sealed class DiagnosticPageTests
{
    private static readonly DiagnosticDescriptor[] Rules =
        [.. new AnnotationAnalyzer().SupportedDiagnostics, .. new NotAnnotatedAnalyzer().SupportedDiagnostics];

    public static TheoryData<string> Ids => [.. Rules.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_defective_code_of_a_page_has_its_diagnostic_and_the_fixed_code_has_none(string id)
    {
        (string defective, string @fixed) = Code(id);

        ImmutableArray<Diagnostic> diagnostics = await DiagnosticsAsync(id, defective);

        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == id);

        // The compiler has its own word on a constraint that is not kept; nothing else may come of it.
        Assert.All(diagnostics, diagnostic => Assert.True(diagnostic.Id == id || (id is "LL0009" or "LL0013" && diagnostic.Id == "CS0311"), diagnostic.ToString()));
        Assert.Empty(await DiagnosticsAsync(id, @fixed));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_page_tells_of_a_code_fix_where_one_makes_its_defective_code_compile(string id)
    {
        string[] fixes = [.. CodeFix.Providers.Where(each => each.FixableDiagnosticIds.Contains(id)).Select(static each => each.GetType().Name)];
        bool isTold = File.ReadLines(PagePath(id)).Contains("## Code fix");
        string defective = Code(id).Defective;
        IReadOnlyList<CodeAction> offered = fixes.Length == 0 ? [] : await CodeFix.OfferedAsync(id, defective);

        Assert.Equal(isTold, fixes.Length > 0);
        Assert.Equal(isTold, offered.Count > 0);
        foreach (string fix in fixes.Where(each => offered.Any(action => action.EquivalenceKey!.StartsWith(each, StringComparison.Ordinal))))
        {
            Assert.Empty(await Compile.DiagnosticsAsync(await CodeFix.ApplyUntilFixedAsync(fix, id, defective)));
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_an_error_whose_help_link_leads_to_its_page(string id)
    {
        DiagnosticDescriptor rule = Rules.Single(rule => rule.Id == id);

        Assert.Equal(DiagnosticSeverity.Error, rule.DefaultSeverity);
        Assert.Equal("Ledgerline", rule.Category);
        Assert.Equal($"https://github.com/ledgerline/ledgerline/blob/main/docs/diagnostics/{id}.md", rule.HelpLinkUri);
        Assert.Equal($"# {id}: {rule.Title}", File.ReadLines(PagePath(id)).First());
    }

    [Fact]
    public void Every_page_belongs_to_a_rule()
    {
        string[] pages =
        [
            .. Directory.GetFiles(Path.GetDirectoryName(PagePath("LL0001"))!).Select(static file => Path.GetFileNameWithoutExtension(file)),
        ];

        Assert.Equal(Rules.Select(static rule => rule.Id).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    /// <summary>The rule of cmdlets' names is kept where a project asks for cmdlets.</summary>
    private static Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(string id, string source) =>
        id == "LL0016" ? Compile.CmdletDiagnosticsAsync(source) : Compile.DiagnosticsAsync(source);

    private static (string Defective, string Fixed) Code(string id)
    {
        string[] blocks = File.ReadAllText(PagePath(id)).ReplaceLineEndings("\n").Split("```csharp\n");
        Assert.Equal(3, blocks.Length);
        return (blocks[1].Split("```")[0], blocks[2].Split("```")[0]);
    }

    private static string PagePath(string id) => Path.Combine(AppContext.BaseDirectory, "docs", "diagnostics", id + ".md");
}
