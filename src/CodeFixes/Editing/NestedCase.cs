using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Ledgerline.CodeFixes;

/// <summary>Moves a case into its hierarchy, and what names it along.</summary>
internal static class NestedCase
{
    /// <summary>Whether the case is one declaration that no type is around, and the base has source.</summary>
    public static bool CanBeNested(Solution solution, INamedTypeSymbol type, INamedTypeSymbol parent) =>
        type is { ContainingType: null, DeclaringSyntaxReferences.Length: 1, IsGenericType: false }
        && parent.GetTypeMembers(type.Name).IsEmpty
        && parent.DeclaringSyntaxReferences.FirstOrDefault() is { } place
        && solution.GetDocument(place.SyntaxTree) is not null;

    public static async Task NestAsync(
        SolutionEditor editor, INamedTypeSymbol type, INamedTypeSymbol parent, CancellationToken cancellationToken)
    {
        SyntaxReference from = type.DeclaringSyntaxReferences[0];
        SyntaxReference to = parent.DeclaringSyntaxReferences[0];
        var declaration = (TypeDeclarationSyntax)await from.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        SyntaxNode target = await to.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);

        // References within the case still find it where it goes.
        await QualifyAsync(editor, type, parent, declaration, cancellationToken).ConfigureAwait(false);
        DocumentEditor source = await OpenAsync(editor, from, cancellationToken).ConfigureAwait(false);
        source.RemoveNode(declaration, SyntaxRemoveOptions.KeepUnbalancedDirectives);
        DocumentEditor destination = await OpenAsync(editor, to, cancellationToken).ConfigureAwait(false);
        destination.ReplaceNode(target, (current, _) => Add((TypeDeclarationSyntax)current, Modifiers.Seal(declaration)));
    }

    private static TypeDeclarationSyntax Add(TypeDeclarationSyntax parent, TypeDeclarationSyntax nested)
    {
        // A base without a body has a semicolon in its place.
        TypeDeclarationSyntax open = parent.OpenBraceToken.IsKind(SyntaxKind.None)
            ? (TypeDeclarationSyntax)parent
                .WithSemicolonToken(default)
                .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken))
                .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken))
                .WithTrailingTrivia(parent.GetTrailingTrivia())
            : parent;
        return ((TypeDeclarationSyntax)open.WithMembers(open.Members.Add(nested))).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static async Task QualifyAsync(
        SolutionEditor editor, INamedTypeSymbol type, INamedTypeSymbol parent, SyntaxNode declaration, CancellationToken cancellationToken)
    {
        foreach (ReferencedSymbol referenced in await SymbolFinder.FindReferencesAsync(type, editor.OriginalSolution, cancellationToken).ConfigureAwait(false))
        {
            foreach (ReferenceLocation reference in referenced.Locations.Where(static each => !each.IsImplicit))
            {
                SyntaxNode root = (await reference.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
                SyntaxNode name = root.FindNode(reference.Location.SourceSpan, getInnermostNodeForTie: true);
                if (name is not SimpleNameSyntax || declaration.Contains(name))
                {
                    continue;
                }

                SyntaxNode whole = name.Parent switch
                {
                    QualifiedNameSyntax qualified when qualified.Right == name => qualified,
                    AliasQualifiedNameSyntax alias when alias.Name == name => alias,
                    MemberAccessExpressionSyntax access when access.Name == name => access,
                    _ => name,
                };
                DocumentEditor document = await editor.GetDocumentEditorAsync(reference.Document.Id, cancellationToken).ConfigureAwait(false);
                string path = $"{parent.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{type.Name}";
                SyntaxNode nested = whole is MemberAccessExpressionSyntax ? SyntaxFactory.ParseExpression(path) : SyntaxFactory.ParseName(path);
                document.ReplaceNode(whole, nested.WithTriviaFrom(whole).WithAdditionalAnnotations(Simplifier.Annotation));
            }
        }
    }

    private static Task<DocumentEditor> OpenAsync(SolutionEditor editor, SyntaxReference reference, CancellationToken cancellationToken) =>
        editor.GetDocumentEditorAsync(editor.OriginalSolution.GetDocument(reference.SyntaxTree)!.Id, cancellationToken);
}
