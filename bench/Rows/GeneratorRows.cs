using Ledgerline.Bench.Generators;
using Ledgerline.Bench.Measurement;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Bench.Rows;

/// <summary>What the generator costs whoever compiles.</summary>
internal static class GeneratorRows
{
    public static IEnumerable<Row> All(Scale scale) =>
    [
        new Row(
            "generator-1000",
            null,
            Quantity.Latency,
            scale.Rounds,
            Generating("Ledgerline", GeneratedBuild.Ours),
            [new(Generating("System.Text.Json", GeneratedBuild.SystemTextJson), Goal.AtMost(1))]),
        new Row(
            "generator-1000",
            "unrelated edit",
            Quantity.Latency,
            scale.Rounds,
            Editing("Ledgerline"),
            [new(Compiling("the same build without the generator"), Goal.AtMost(1.5))]),
    ];

    /// <summary>A first run on a compilation of which nothing but syntax is known.</summary>
    private static Contender Generating(string name, Func<GeneratedBuild> build) => new(name, _ =>
    {
        GeneratedBuild subject = build();
        int files = 0;
        return Task.FromResult(new Work(
            () =>
            {
                CSharpCompilation compilation = subject.Compilation();
                GeneratorDriver driver = subject.Driver();
                return Timing.Each(1, () => files = driver.RunGenerators(compilation).GetRunResult().GeneratedTrees.Length);
            },
            () =>
            {
                if (files < ThousandRecords.Count)
                {
                    throw new InvalidOperationException($"{files} files were generated for {ThousandRecords.Count} records.");
                }

                return Task.CompletedTask;
            },
            () => default));
    });

    /// <summary>A run that finds nothing new, and compiling, after an edit in a file without records.</summary>
    private static Contender Editing(string name) => new(name, _ =>
    {
        GeneratedBuild subject = GeneratedBuild.Ours();
        CSharpCompilation compilation = subject.Compilation();
        GeneratorDriver driver = subject.Driver().RunGenerators(compilation);
        return Task.FromResult(new Work(
            () =>
            {
                compilation = subject.Edit(compilation);
                return Timing.Each(1, () =>
                {
                    driver = driver.RunGenerators(compilation);
                    GeneratedBuild.Emit(compilation);
                });
            },
            () => Task.CompletedTask,
            () => default));
    });

    /// <summary>Compiling after the same edit, with no generator.</summary>
    private static Contender Compiling(string name) => new(name, _ =>
    {
        GeneratedBuild subject = GeneratedBuild.Ours();
        CSharpCompilation compilation = subject.Compilation();
        return Task.FromResult(new Work(
            () =>
            {
                compilation = subject.Edit(compilation);
                return Timing.Each(1, () => GeneratedBuild.Emit(compilation));
            },
            () => Task.CompletedTask,
            () => default));
    });
}
