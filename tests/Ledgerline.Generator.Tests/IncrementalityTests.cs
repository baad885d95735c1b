using System.Collections.Immutable;
using Ledgerline.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Ledgerline.Generator.Tests;

public sealed class IncrementalityTests
{
    private const string Unrelated = "namespace Demo { public class Unrelated { public int Answer() => 42; } }";

    private static readonly string[] Steps =
        [.. typeof(TrackingNames).GetFields().Select(static field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void A_new_file_leaves_every_step_as_it_was() =>
        AssertNothingRuns(static compilation => compilation.AddSyntaxTrees(Parse("namespace Demo { public class New; }", compilation)));

    [Fact]
    public void An_edit_in_another_type_leaves_every_step_as_it_was() =>
        AssertNothingRuns(static compilation => Edit(compilation, "42", "43"));

    [Fact]
    public void A_line_above_a_record_leaves_every_step_as_it_was() =>
        AssertNothingRuns(static compilation => Edit(compilation, "namespace Demo.Events", "// Moved.\n\nnamespace Demo.Events"));

    [Fact]
    public void A_changed_member_emits_one_file_again()
    {
        GeneratorRunResult result = RunTwice(static compilation => Edit(compilation, "decimal Cost", "decimal Price"));

        IncrementalGeneratorRunStep[] emitted = [.. result.TrackedOutputSteps.Values.SelectMany(static steps => steps)];
        Assert.Equal(1, emitted.Sum(static step => step.Outputs.Count(static output => output.Reason == IncrementalStepRunReason.Modified)));
        Assert.All(
            emitted.SelectMany(static step => step.Outputs).Where(static output => output.Reason != IncrementalStepRunReason.Modified),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void Models_hold_no_symbol_syntax_compilation_or_location()
    {
        CSharpCompilation compilation = Compile.Create([Samples.Everything, Unrelated]);
        GeneratorRunResult result = Compile.Driver(compilation, generatesCmdlets: true).RunGenerators(compilation).GetRunResult().Results.Single();

        object[] models = [.. Steps.SelectMany(step => result.TrackedSteps[step]).SelectMany(static step => step.Outputs).Select(static output => output.Value).Where(static value => value is not null)];
        Assert.Contains(models, static model => model is ParsedRecord);
        Assert.Contains(models, static model => model is TypeFile);
        Assert.Contains(models, static model => model is CmdletFile);
        Assert.All(models, static model => Assert.Empty(ModelGraph.Forbidden(model)));
    }

    [Fact]
    public void The_walk_finds_what_hides_in_a_model()
    {
        CSharpCompilation compilation = Compile.Create([]);

        Assert.Single(ModelGraph.Forbidden(new { Nested = new[] { new { compilation.Assembly } } }));
        Assert.Single(ModelGraph.Forbidden(new { Location = Location.None }));
    }

    private static void AssertNothingRuns(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        GeneratorRunResult result = RunTwice(edit);
        foreach (string step in Steps)
        {
            Assert.True(result.TrackedSteps.ContainsKey(step), $"{step} did not run.");
            Assert.All(result.TrackedSteps[step].SelectMany(static run => run.Outputs), output => Assert.True(
                output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {output.Reason}"));
        }

        Assert.All(
            result.TrackedOutputSteps.Values.SelectMany(static steps => steps).SelectMany(static step => step.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    private static GeneratorRunResult RunTwice(Func<CSharpCompilation, CSharpCompilation> edit)
    {
        CSharpCompilation compilation = Compile.Create([Samples.Everything, Unrelated]);
        CSharpCompilation edited = edit(compilation);
        Assert.NotSame(compilation, edited);
        return Compile.Driver(compilation, generatesCmdlets: true).RunGenerators(compilation).RunGenerators(edited).GetRunResult().Results.Single();
    }

    private static CSharpCompilation Edit(CSharpCompilation compilation, string before, string after)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(candidate => candidate.ToString().Contains(before, StringComparison.Ordinal));
        SourceText text = tree.GetText();
        int start = text.ToString().IndexOf(before, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(
            tree, tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(start, before.Length), after))));
    }

    private static SyntaxTree Parse(string source, CSharpCompilation compilation) =>
        CSharpSyntaxTree.ParseText(source, (CSharpParseOptions)compilation.SyntaxTrees[0].Options, path: "New.cs");
}
