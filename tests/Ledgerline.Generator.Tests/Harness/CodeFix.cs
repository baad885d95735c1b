using System.Collections.Immutable;
using Ledgerline.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator.Tests.Harness;

/// <summary>Applies code fixes as an editor would: to a diagnostic of documents in a workspace.</summary>
internal static class CodeFix
{
    public static IReadOnlyList<CodeFixProvider> Providers { get; } =
    [
        .. typeof(MakePartialFix).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(CodeFixProvider)))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .Select(static type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The fixes that are offered for the first diagnostic of an id.</summary>
    public static async Task<IReadOnlyList<CodeAction>> OfferedAsync(string id, params string[] sources)
    {
        using var workspace = new AdhocWorkspace();
        Solution solution = Open(workspace, sources);
        Diagnostic diagnostic = (await DiagnosticsAsync(solution)).First(each => each.Id == id);
        return [.. (await OfferedAsync(solution, diagnostic)).Select(static offered => offered.Action)];
    }

    /// <summary>Applies a fix to the first diagnostic of an id, once.</summary>
    /// <param name="provider">The name of the provider.</param>
    /// <param name="id">The diagnostic's id.</param>
    /// <param name="sources">The documents.</param>
    /// <returns>The documents after it.</returns>
    public static async Task<string[]> ApplyAsync(string provider, string id, params string[] sources)
    {
        using var workspace = new AdhocWorkspace();
        Solution solution = Open(workspace, sources);
        Diagnostic diagnostic = (await DiagnosticsAsync(solution)).First(each => each.Id == id);
        return await TextsAsync(await ApplyAsync(solution, diagnostic, provider));
    }

    /// <summary>Applies a fix to diagnostics of an id until none is left.</summary>
    public static async Task<string[]> ApplyUntilFixedAsync(string provider, string id, params string[] sources)
    {
        using var workspace = new AdhocWorkspace();
        Solution solution = Open(workspace, sources);
        for (int i = 0; (await DiagnosticsAsync(solution)).FirstOrDefault(each => each.Id == id) is { } diagnostic; i++)
        {
            Assert.True(i < 10, $"{id} does not go away:\n{string.Join('\n', await TextsAsync(solution))}");
            solution = await ApplyAsync(solution, diagnostic, provider);
        }

        return await TextsAsync(solution);
    }

    /// <summary>Applies a fix to all diagnostics of an id at once.</summary>
    public static async Task<string[]> ApplyToAllAsync(string provider, string id, params string[] sources)
    {
        using var workspace = new AdhocWorkspace();
        Solution solution = Open(workspace, sources);
        ImmutableArray<Diagnostic> diagnostics = [.. (await DiagnosticsAsync(solution)).Where(each => each.Id == id)];
        (CodeFixProvider fixer, CodeAction action) = (await OfferedAsync(solution, diagnostics[0])).First(each => each.Provider.GetType().Name == provider);
        var context = new FixAllContext(
            solution.GetDocument(diagnostics[0].Location.SourceTree)!,
            fixer,
            FixAllScope.Project,
            action.EquivalenceKey!,
            [id],
            new GivenDiagnostics(diagnostics),
            CancellationToken.None);
        CodeAction? all = await fixer.GetFixAllProvider()!.GetFixAsync(context);
        return await TextsAsync(await ChangedAsync(all!));
    }

    private static Solution Open(AdhocWorkspace workspace, string[] sources)
    {
        CSharpCompilation compilation = Compile.Create(sources);
        var project = ProjectId.CreateNewId();
        Solution solution = workspace.CurrentSolution.AddProject(
            ProjectInfo.Create(
                project,
                VersionStamp.Default,
                "Demo.App",
                "Demo.App",
                LanguageNames.CSharp,
                compilationOptions: compilation.Options,
                parseOptions: compilation.SyntaxTrees[0].Options,
                metadataReferences: compilation.References));
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(project), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        }

        return solution;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Solution solution)
    {
        var compilation = (CSharpCompilation)(await solution.Projects.Single().GetCompilationAsync())!;
        return
        [
            .. (await Compile.AnalyzeAsync(Compile.Generate(compilation)))
                .OrderBy(static each => each.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static each => each.Location.SourceSpan.Start),
        ];
    }

    private static async Task<IReadOnlyList<(CodeFixProvider Provider, CodeAction Action)>> OfferedAsync(Solution solution, Diagnostic diagnostic)
    {
        var actions = new List<(CodeFixProvider, CodeAction)>();
        foreach (CodeFixProvider provider in Providers.Where(each => each.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(
                solution.GetDocument(diagnostic.Location.SourceTree)!,
                diagnostic,
                (action, _) => actions.Add((provider, action)),
                CancellationToken.None));
        }

        return actions;
    }

    private static async Task<Solution> ApplyAsync(Solution solution, Diagnostic diagnostic, string provider)
    {
        (_, CodeAction action) = (await OfferedAsync(solution, diagnostic)).First(each => each.Provider.GetType().Name == provider);
        return await ChangedAsync(action);
    }

    private static async Task<Solution> ChangedAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    /// <summary>The documents' texts, but for the usings that every compilation has.</summary>
    private static async Task<string[]> TextsAsync(Solution solution)
    {
        var texts = new List<string>();
        foreach (Document document in solution.Projects.Single().Documents.OrderBy(static each => each.FilePath, StringComparer.Ordinal).Skip(1))
        {
            texts.Add((await document.GetTextAsync()).ToString().ReplaceLineEndings("\n"));
        }

        return [.. texts];
    }

    private sealed class GivenDiagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(each => each.Location.SourceTree!.FilePath == document.FilePath));
    }
}
