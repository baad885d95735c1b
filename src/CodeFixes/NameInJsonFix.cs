using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>LL0007: gives a member or a case a JSON name of its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameInJsonFix)), Shared]
public sealed class NameInJsonFix : CodeFixProvider
{
    private const string PropertyName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0007"];

    // No fixing of all at once: names that were made up are looked at one by one.
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (SyntaxNode? node, SemanticModel model) = await context.FindAsync<SyntaxNode>().ConfigureAwait(false);
        if (node is TypeDeclarationSyntax type)
        {
            if (model.GetDeclaredSymbol(type, context.CancellationToken) is { } symbol && Hierarchies.Of(symbol) is { } parent)
            {
                NameCase(context, model, symbol, parent);
            }
        }
        else if (node is ParameterSyntax or PropertyDeclarationSyntax
            && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } owner
            && model.GetDeclaredSymbol(owner, context.CancellationToken) is { } ownerSymbol)
        {
            NameMember(context, model, node, ownerSymbol);
        }
    }

    private static void NameMember(CodeFixContext context, SemanticModel model, SyntaxNode member, INamedTypeSymbol owner)
    {
        (string memberName, SyntaxList<AttributeListSyntax> lists) = member is ParameterSyntax parameter
            ? (parameter.Identifier.ValueText, parameter.AttributeLists)
            : (((PropertyDeclarationSyntax)member).Identifier.ValueText, ((PropertyDeclarationSyntax)member).AttributeLists);
        HashSet<string> taken = new(owner.GetMembers().OfType<IPropertySymbol>().Select(JsonName), StringComparer.Ordinal);
        string name = NewNames.Free(NewNames.Camel(owner.Name) + memberName, "", taken.Contains);
        AttributeSyntax? old = lists.SelectMany(static list => list.Attributes)
            .FirstOrDefault(attribute => model.GetTypeInfo(attribute, context.CancellationToken).Type?.ToDisplayString() == PropertyName);
        context.Offer(
            $"Name it \"{name}\" in JSON",
            nameof(NameInJsonFix),
            editor =>
            {
                if (old is not null)
                {
                    editor.ReplaceNode(old, Attributes.With(old, null, name));
                }
                else if (Attributes.Create(editor.Generator, model.Compilation, PropertyName, Attributes.Text(name)) is { } added)
                {
                    editor.ReplaceNode(member, Attributes.AddTo(member, added));
                }
            });
    }

    private static void NameCase(CodeFixContext context, SemanticModel model, INamedTypeSymbol symbol, INamedTypeSymbol parent)
    {
        HashSet<string> taken =
        [
            .. Hierarchies.Nested(parent)
                .Where(nested => !SymbolEqualityComparer.Default.Equals(nested, symbol))
                .Select(static nested => NewNames.Camel(nested.Name)),
            .. ListedCase.Names(parent),
        ];
        string name = NewNames.Free(NewNames.Camel(symbol.Name), "", taken.Contains);
        context.Offer(
            $"Name the case \"{name}\" in JSON",
            nameof(NameInJsonFix),
            (editor, cancellationToken) => ListedCase.ListAsync(editor, model.Compilation, parent, symbol, name, cancellationToken));
    }

    private static string JsonName(IPropertySymbol property) =>
        property.GetAttributes().FirstOrDefault(static each => each.AttributeClass?.ToDisplayString() == PropertyName)
            ?.ConstructorArguments.FirstOrDefault().Value as string
        ?? NewNames.Camel(property.Name);
}
