using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Ledgerline.CodeFixes;

/// <summary>Lists a case on its hierarchy with <c>[JsonDerivedType]</c>.</summary>
internal static class ListedCase
{
    private const string DerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";

    /// <summary>The discriminators that are listed.</summary>
    public static IEnumerable<string> Names(INamedTypeSymbol parent) =>
        Listed(parent).Select(static each => Argument(each, 1) as string).OfType<string>();

    /// <summary>Whether there is a place to list cases.</summary>
    public static bool CanBeListed(Solution solution, INamedTypeSymbol parent) =>
        parent.DeclaringSyntaxReferences.FirstOrDefault() is { } place && solution.GetDocument(place.SyntaxTree) is not null;

    /// <summary>Lists the case, or changes how it is listed.</summary>
    /// <param name="editor">What is edited.</param>
    /// <param name="compilation">Where the attribute is found.</param>
    /// <param name="parent">The hierarchy.</param>
    /// <param name="type">The case.</param>
    /// <param name="name">The discriminator; null for the default one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task ListAsync(
        SolutionEditor editor, Compilation compilation, INamedTypeSymbol parent, INamedTypeSymbol type, string? name, CancellationToken cancellationToken)
    {
        SyntaxReference place = Listed(parent)
            .FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(Argument(each, 0) as ITypeSymbol, type))?.ApplicationSyntaxReference
            ?? parent.DeclaringSyntaxReferences[0];
        if (editor.OriginalSolution.GetDocument(place.SyntaxTree) is not { } document)
        {
            return;
        }

        DocumentEditor inDocument = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
        SyntaxNode node = await place.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        AttributeArgumentSyntax listed = SyntaxFactory.AttributeArgument(
            SyntaxFactory.TypeOfExpression((TypeSyntax)inDocument.Generator.TypeExpression(type)));
        AttributeArgumentSyntax[] arguments = name is null ? [listed] : [listed, Attributes.Text(name)];
        if (Attributes.Create(inDocument.Generator, compilation, DerivedType, arguments) is { } added)
        {
            inDocument.ReplaceNode(node, node is AttributeSyntax old ? old.WithArgumentList(added.ArgumentList) : Attributes.AddTo(node, added));
        }
    }

    private static IEnumerable<AttributeData> Listed(INamedTypeSymbol parent) =>
        parent.GetAttributes().Where(static each => each.AttributeClass?.ToDisplayString() == DerivedType);

    private static object? Argument(AttributeData attribute, int index) =>
        attribute.ConstructorArguments.Length > index ? attribute.ConstructorArguments[index].Value : null;
}
