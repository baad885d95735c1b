using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Ledgerline.CodeFixes;

/// <summary>Makes every declaration of a type, and of the types around it, partial.</summary>
internal static class PartialTypes
{
    public static async Task MakePartialAsync(SolutionEditor editor, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            foreach (SyntaxReference reference in outer.DeclaringSyntaxReferences)
            {
                if (await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) is TypeDeclarationSyntax declaration
                    && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
                    && editor.OriginalSolution.GetDocument(reference.SyntaxTree) is { } document)
                {
                    DocumentEditor inDocument = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
                    inDocument.ReplaceNode(declaration, static (current, _) => Modifiers.Append((TypeDeclarationSyntax)current, SyntaxKind.PartialKeyword));
                }
            }
        }
    }
}
