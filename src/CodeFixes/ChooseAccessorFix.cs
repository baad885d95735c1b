using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>LL0008: chooses another name for an accessor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChooseAccessorFix)), Shared]
public sealed class ChooseAccessorFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0008"];

    // No fixing of all at once: names that were made up are looked at one by one.
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (AttributeSyntax? attribute, SemanticModel model) = await context.FindAsync<AttributeSyntax>().ConfigureAwait(false);
        if (attribute?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type
            || model.GetDeclaredSymbol(type, context.CancellationToken) is not { } symbol)
        {
            return;
        }

        string kind = model.GetTypeInfo(attribute, context.CancellationToken).Type?.ToDisplayString() switch
        {
            Annotations.AppendLog => "Log",
            _ when attribute.ArgumentList?.Arguments.Any(static each => each.NameEquals?.Name.Identifier.ValueText == "Key") ?? false => "Document",
            _ => "Kv",
        };
        ISet<string> taken = Annotations.Texts(model.Compilation, context.CancellationToken);
        string name = NewNames.Free(
            NewNames.Path(symbol) + kind,
            "",
            candidate => taken.Contains(candidate) || IsDeclared(symbol, candidate, candidate == symbol.Name + kind));
        context.Offer(
            $"Choose the accessor '{name}'",
            nameof(ChooseAccessorFix),
            editor => editor.ReplaceNode(attribute, Attributes.With(attribute, "Accessor", name)));
    }

    /// <summary>Whether it is the default that clashes, or the class that would hold the accessor is there.</summary>
    private static bool IsDeclared(INamedTypeSymbol symbol, string candidate, bool isDefault) =>
        isDefault || symbol.ContainingNamespace.GetTypeMembers(candidate + "Extensions").Length > 0;
}
