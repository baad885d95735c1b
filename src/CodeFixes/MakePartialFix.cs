using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>LL0001: makes a type, and the types around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0001"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new MakeAllPartial();

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (TypeDeclarationSyntax? type, SemanticModel model) = await context.FindAsync<TypeDeclarationSyntax>().ConfigureAwait(false);
        if (type is not null && model.GetDeclaredSymbol(type, context.CancellationToken) is { } symbol)
        {
            context.Offer(
                $"Make '{symbol.Name}' partial",
                nameof(MakePartialFix),
                (editor, cancellationToken) => PartialTypes.MakePartialAsync(editor, symbol, cancellationToken));
        }
    }
}
