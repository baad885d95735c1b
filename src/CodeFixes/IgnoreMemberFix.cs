using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>LL0004: leaves a member out of the JSON, where its object can be made without it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IgnoreMemberFix)), Shared]
public sealed class IgnoreMemberFix : CodeFixProvider
{
    private const string Ignore = "System.Text.Json.Serialization.JsonIgnoreAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0004"];

    // No fixing of all at once: what is left out is lost, so it is decided one by one.
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (SyntaxNode? node, SemanticModel model) = await context.FindAsync<SyntaxNode>().ConfigureAwait(false);
        if (node is not null && SerializedMember.Find(node) is { } member && CanBeLeftOut(member, model, context.CancellationToken))
        {
            context.Offer(
                "Leave it out with [JsonIgnore]",
                nameof(IgnoreMemberFix),
                editor =>
                {
                    if (Attributes.Create(editor.Generator, model.Compilation, Ignore) is { } attribute)
                    {
                        editor.ReplaceNode(member, Attributes.AddTo(member, attribute));
                    }
                });
        }
    }

    private static bool CanBeLeftOut(SyntaxNode member, SemanticModel model, CancellationToken cancellationToken) => member switch
    {
        PropertyDeclarationSyntax property => !property.Modifiers.Any(SyntaxKind.RequiredKeyword),
        ParameterSyntax { Default: not null } => true,
        ParameterSyntax parameter => model.GetDeclaredSymbol(parameter, cancellationToken) is IParameterSymbol { Type: { } type }
            && (type.IsValueType || type.NullableAnnotation == NullableAnnotation.Annotated),
        _ => false,
    };
}
