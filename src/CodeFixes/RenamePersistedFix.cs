using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>LL0002 and LL0003: gives a log, a set or a pinned document a name that is valid and not taken.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenamePersistedFix)), Shared]
public sealed class RenamePersistedFix : CodeFixProvider
{
    private const string KeyArgument = "Key";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0002", "LL0003"];

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

        AttributeArgumentSyntax? key = attribute.ArgumentList?.Arguments
            .FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == KeyArgument);
        bool isInvalid = context.Diagnostics[0].Id == "LL0003";
        bool isKey = key is not null && (!isInvalid || key.Span.Contains(context.Span));
        string text = isInvalid && Text(model, attribute, isKey ? key : null, context.CancellationToken) is { } old
            ? NewNames.Persisted(old)
            : "";
        ISet<string> taken = Annotations.Texts(model.Compilation, context.CancellationToken);
        string name = NewNames.Free(
            text.Length > 0 ? text : NewNames.Persisted(symbol.Name) is { Length: > 0 } made ? made : "name", "-", taken.Contains);
        context.Offer(
            isKey ? $"Pin it to the key \"{name}\"" : $"Name it \"{name}\"",
            nameof(RenamePersistedFix),
            editor => editor.ReplaceNode(attribute, Attributes.With(attribute, isKey ? KeyArgument : null, name)));
    }

    private static string? Text(
        SemanticModel model, AttributeSyntax attribute, AttributeArgumentSyntax? key, CancellationToken cancellationToken)
    {
        AttributeArgumentSyntax? argument =
            key ?? attribute.ArgumentList?.Arguments.FirstOrDefault(static each => each.NameEquals is null);
        return argument is null ? null : model.GetConstantValue(argument.Expression, cancellationToken).Value as string;
    }
}
