using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>LL0006: lists a case that stands elsewhere on its hierarchy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListCaseFix)), Shared]
public sealed class ListCaseFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0006"];

    // No fixing of all at once: the order of the cases is that of the list, which is the programmer's.
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (SyntaxNode? node, SemanticModel model) = await context.FindAsync<SyntaxNode>().ConfigureAwait(false);
        if (node is TypeDeclarationSyntax declaration
            && model.GetDeclaredSymbol(declaration, context.CancellationToken) is { } symbol
            && Hierarchies.Of(symbol) is { } parent
            && !Hierarchies.IsWithin(symbol, parent)
            && ListedCase.CanBeListed(context.Document.Project.Solution, parent))
        {
            context.Offer(
                $"List '{symbol.Name}' on '{parent.Name}'",
                nameof(ListCaseFix),
                (editor, cancellationToken) => ListedCase.ListAsync(editor, model.Compilation, parent, symbol, null, cancellationToken));
        }
    }
}
