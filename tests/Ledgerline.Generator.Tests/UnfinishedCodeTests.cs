using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Ledgerline.Generator.Tests;

/// <summary>Code is broken most of the time that somebody works on it. What is wrong is said where it is, once, by whom it concerns.</summary>
public sealed class UnfinishedCodeTests
{
    private const string Sample = """
        namespace Demo.Events;

        [AppendLog("history", Durability = Durability.Buffered)]
        public abstract partial record RunEvent
        {
            public DateTimeOffset At { get; init; } = DateTimeOffset.UnixEpoch;

            public sealed record Started(string Name, ImmutableArray<Step> Steps) : RunEvent;

            public sealed record Finished(int ExitCode = -1) : RunEvent;
        }

        public record Step(decimal Cost)
        {
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
            public Mood Mood { get; set; }
        }

        public enum Mood { Calm, Cross }

        public partial class Outer
        {
            [JsonKv("threads", Accessor = "AllThreads")]
            internal partial struct Thread
            {
                public required Dictionary<string, int[]> Counts { get; init; }
            }
        }

        public static class Program
        {
            public static object Open(Project project) => project.Log<RunEvent>();
        }
        """;

    /// <summary>The sample's tokens: where it is cut off, and what is taken out of it.</summary>
    private static readonly TextSpan[] Tokens =
        [.. CSharpSyntaxTree.ParseText(Sample).GetRoot().DescendantTokens().Select(static token => token.Span).Where(static span => !span.IsEmpty)];

    [Fact]
    public Task Code_that_ends_anywhere_breaks_neither_the_generator_nor_what_it_emits() =>
        AssertFaultsAreTheUsersAsync(Tokens.Select(static token => Sample[..token.End]));

    [Fact]
    public Task Code_that_lacks_any_one_token_breaks_neither_the_generator_nor_what_it_emits() =>
        AssertFaultsAreTheUsersAsync(Tokens.Select(static token => Sample.Remove(token.Start, token.Length)));

    [Fact]
    public Task Code_with_any_name_misspelled_breaks_neither_the_generator_nor_what_it_emits() =>
        AssertFaultsAreTheUsersAsync(Tokens
            .Where(static token => char.IsLetter(Sample[token.Start]))
            .Select(static token => Sample.Insert(token.End, "x")));

    private static async Task AssertFaultsAreTheUsersAsync(IEnumerable<string> sources)
    {
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(sources, async (source, _) =>
        {
            foreach (string fault in await FaultsAsync(source))
            {
                faults.Add(fault);
            }
        });

        Assert.True(faults.IsEmpty, string.Join("\n\n", faults.Order(StringComparer.Ordinal).Take(10)));
    }

    /// <summary>What is not the user's fault: exceptions, and errors of the compiler in generated files.</summary>
    private static async Task<IReadOnlyList<string>> FaultsAsync(string source)
    {
        CSharpCompilation compilation = Compile.Create([source]);
        GeneratorDriver driver = Compile.Driver(compilation, generatesCmdlets: true).RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _);
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        if (result.Exception is not null)
        {
            return [$"{result.Exception}\n{source}"];
        }

        var generated = result.GeneratedSources.Select(static file => file.SyntaxTree).ToHashSet();
        ImmutableArray<Diagnostic> diagnostics = await whole
            .WithAnalyzers([new AnnotationAnalyzer(), new NotAnnotatedAnalyzer()], new AnalyzerOptions([], new BuildOptions(null, generatesCmdlets: true)))
            .GetAllDiagnosticsAsync();
        return
        [
            .. diagnostics
                .Where(each => each.Id == "AD0001" || (each.Severity == DiagnosticSeverity.Error && each.Location.SourceTree is { } tree && generated.Contains(tree)))
                .Select(each => $"{each}\n{source}"),
        ];
    }
}
