using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>LL0006: seals a case, and moves one that stands elsewhere into its hierarchy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CloseHierarchyFix)), Shared]
public sealed class CloseHierarchyFix : CodeFixProvider
{
    private const string Seal = nameof(CloseHierarchyFix) + nameof(Seal);
    private const string Nest = nameof(CloseHierarchyFix) + nameof(Nest);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0006"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (SyntaxNode? node, SemanticModel model) = await context.FindAsync<SyntaxNode>().ConfigureAwait(false);
        if (node is not TypeDeclarationSyntax declaration
            || model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol
            || Hierarchies.Of(symbol) is not { } parent)
        {
            return;
        }

        if (Hierarchies.IsWithin(symbol, parent))
        {
            context.Offer($"Seal '{symbol.Name}'", Seal, editor => editor.ReplaceNode(declaration, Modifiers.Seal(declaration)));
        }
        else if (NestedCase.CanBeNested(context.Document.Project.Solution, symbol, parent))
        {
            context.Offer(
                $"Nest '{symbol.Name}' in '{parent.Name}'",
                Nest,
                (editor, cancellationToken) => NestedCase.NestAsync(editor, symbol, parent, cancellationToken));
        }
    }
}
