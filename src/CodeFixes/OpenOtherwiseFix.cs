using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>LL0013: opens a pinned document as one, and documents by key as such.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OpenOtherwiseFix)), Shared]
public sealed class OpenOtherwiseFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0013"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (TypeArgumentListSyntax? arguments, _) = await context.FindAsync<TypeArgumentListSyntax>().ConfigureAwait(false);
        if (arguments?.Parent is GenericNameSyntax name)
        {
            string other = name.Identifier.ValueText == "Kv" ? "Document" : "Kv";
            context.Offer(
                $"Open it with {other}{name.TypeArgumentList}()",
                nameof(OpenOtherwiseFix),
                editor => editor.ReplaceNode(
                    name, name.WithIdentifier(SyntaxFactory.Identifier(other).WithTriviaFrom(name.Identifier))));
        }
    }
}
