using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace Ledgerline.CodeFixes;

/// <summary>LL0004, LL0010 and LL0011: hands the annotated type to a System.Text.Json context of one's own, which is declared beside it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseOwnContextFix)), Shared]
public sealed class UseOwnContextFix : CodeFixProvider
{
    private const string Argument = "JsonContext";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0004", "LL0010", "LL0011"];

    // No fixing of all at once: two members of one type would declare its context twice.
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (TypeDeclarationSyntax? declaration, SemanticModel model) = await context.FindAsync<TypeDeclarationSyntax>().ConfigureAwait(false);
        if (declaration is null
            || model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } symbol
            || Annotated(symbol) is not { } annotated
            || Places(annotated) is not { Length: > 0 } places
            || !places.All(place => context.Document.Project.Solution.GetDocument(place.SyntaxTree) is not null))
        {
            return;
        }

        string name = NewNames.Free(
            annotated.Name + "Context", "", candidate => annotated.ContainingNamespace.GetTypeMembers(candidate).Length > 0);
        context.Offer(
            $"Use a context of your own, '{name}'",
            nameof(UseOwnContextFix),
            (editor, cancellationToken) => UseAsync(editor, annotated, places, name, cancellationToken));
    }

    private static async Task UseAsync(
        SolutionEditor editor, INamedTypeSymbol annotated, SyntaxReference[] places, string name, CancellationToken cancellationToken)
    {
        AttributeArgumentSyntax argument = Attributes.Named(Argument, SyntaxFactory.TypeOfExpression(SyntaxFactory.IdentifierName(name)));
        SyntaxNode? first = null;
        foreach (SyntaxReference place in places)
        {
            SyntaxNode attribute = await place.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
            first ??= attribute;
            DocumentEditor document = await OpenAsync(editor, place, cancellationToken).ConfigureAwait(false);
            document.ReplaceNode(attribute, (current, _) => ((AttributeSyntax)current).AddArgumentListArguments(argument));
        }

        DocumentEditor beside = await OpenAsync(editor, places[0], cancellationToken).ConfigureAwait(false);
        beside.InsertAfter(first!.Ancestors().OfType<TypeDeclarationSyntax>().Last(), Declare(annotated, name));
    }

    /// <summary>With the forms that generated code writes by default, as far as System.Text.Json has them.</summary>
    private static MemberDeclarationSyntax Declare(INamedTypeSymbol annotated, string name) =>
        SyntaxFactory.ParseMemberDeclaration(
            $$"""

            [global::System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = global::System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
            [global::System.Text.Json.Serialization.JsonSerializable(typeof({{annotated.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}}))]
            internal sealed partial class {{name}} : global::System.Text.Json.Serialization.JsonSerializerContext;
            """)!.WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);

    private static Task<DocumentEditor> OpenAsync(SolutionEditor editor, SyntaxReference place, CancellationToken cancellationToken) =>
        editor.GetDocumentEditorAsync(editor.OriginalSolution.GetDocument(place.SyntaxTree)!.Id, cancellationToken);

    /// <summary>The annotated type that a type is, is a case of, or stands in.</summary>
    private static INamedTypeSymbol? Annotated(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            INamedTypeSymbol? found = Places(outer).Length > 0 ? outer
                : Hierarchies.Of(outer) is { } parent && Places(parent).Length > 0 ? parent
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The annotations that leave the serializer to the generator.</summary>
    private static SyntaxReference[] Places(INamedTypeSymbol type) =>
    [
        .. type.GetAttributes()
            .Where(static each => Annotations.IsAnnotation(each) && each.NamedArguments.All(static argument => argument.Key != Argument))
            .Select(static each => each.ApplicationSyntaxReference)
            .OfType<SyntaxReference>(),
    ];
}
