using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace Ledgerline.CodeFixes;

/// <summary>Where a diagnostic stands, and what a fix does there.</summary>
internal static class FixContext
{
    /// <summary>The innermost node of a kind that a diagnostic stands on, and its document's model.</summary>
    public static async Task<(TNode? Node, SemanticModel Model)> FindAsync<TNode>(this CodeFixContext context)
        where TNode : SyntaxNode
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        return (root.FindNode(context.Span, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>(), model);
    }

    /// <summary>Offers a change to any documents.</summary>
    public static void Offer(this CodeFixContext context, string title, string key, Func<SolutionEditor, CancellationToken, Task> edit) =>
        context.RegisterCodeFix(
            CodeAction.Create(
                title,
                async cancellationToken =>
                {
                    var editor = new SolutionEditor(context.Document.Project.Solution);
                    await edit(editor, cancellationToken).ConfigureAwait(false);
                    return editor.GetChangedSolution();
                },
                key),
            context.Diagnostics);

    /// <summary>Offers a change to the document that the diagnostic stands in.</summary>
    public static void Offer(this CodeFixContext context, string title, string key, Action<DocumentEditor> edit) =>
        context.RegisterCodeFix(
            CodeAction.Create(
                title,
                async cancellationToken =>
                {
                    DocumentEditor editor = await DocumentEditor.CreateAsync(context.Document, cancellationToken).ConfigureAwait(false);
                    edit(editor);
                    return editor.GetChangedDocument();
                },
                key),
            context.Diagnostics);
}
