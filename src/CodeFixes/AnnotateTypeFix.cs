using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Ledgerline.CodeFixes;

/// <summary>LL0009: annotates the type that a log, documents or a document is opened with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AnnotateTypeFix)), Shared]
public sealed class AnnotateTypeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LL0009"];

    // No fixing of all at once: two uses of one type would annotate it twice.
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        (TypeArgumentListSyntax? arguments, SemanticModel model) = await context.FindAsync<TypeArgumentListSyntax>().ConfigureAwait(false);
        if (arguments?.Parent is not GenericNameSyntax method
            || model.GetTypeInfo(arguments.Arguments[0], context.CancellationToken).Type is not INamedTypeSymbol type
            || !CanBeAnnotated(type, context.Document.Project.Solution))
        {
            return;
        }

        ISet<string> taken = Annotations.Texts(model.Compilation, context.CancellationToken);
        string name = NewNames.Free(NewNames.Persisted(type.Name), "-", taken.Contains);
        (string attribute, string shown, AttributeArgumentSyntax argument) = method.Identifier.ValueText switch
        {
            "Kv" => (Annotations.JsonKv, $"JsonKv(\"{name}\")", Attributes.Text(name)),
            "Document" => (Annotations.JsonKv, $"JsonKv(Key = \"{name}\")", Attributes.Named("Key", Attributes.Text(name).Expression)),
            _ => (Annotations.AppendLog, $"AppendLog(\"{name}\")", Attributes.Text(name)),
        };
        context.Offer(
            $"Annotate '{type.Name}' with [{shown}]",
            nameof(AnnotateTypeFix),
            async (editor, cancellationToken) =>
            {
                await PartialTypes.MakePartialAsync(editor, type, cancellationToken).ConfigureAwait(false);
                SyntaxReference place = type.DeclaringSyntaxReferences[0];
                Document document = editor.OriginalSolution.GetDocument(place.SyntaxTree)!;
                DocumentEditor inDocument = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
                SyntaxNode declaration = await place.GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
                if (Attributes.Create(inDocument.Generator, model.Compilation, attribute, argument) is { } added)
                {
                    inDocument.ReplaceNode(declaration, (current, _) => Attributes.AddTo(current, added));
                }
            });
    }

    private static bool CanBeAnnotated(INamedTypeSymbol type, Solution solution) =>
        type is { IsGenericType: false, IsStatic: false, TypeKind: TypeKind.Class or TypeKind.Struct }
        && type.DeclaringSyntaxReferences.Length > 0
        && type.DeclaringSyntaxReferences.All(reference => solution.GetDocument(reference.SyntaxTree) is not null);
}
