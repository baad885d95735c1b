namespace Ledgerline.Packaging.Tests;

/// <summary>Emitted code in a project that is stricter than most, compiled by the SDK's own compiler and analyzers.</summary>
[Collection(PackageCollection.Name)]
public sealed class StrictProjectTests(PackedLedgerline packed)
{
    /// <summary>Documented as analyzers ask, in what every language version since 12 has, with or without nullable annotations.</summary>
    private const string Source = """
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Text.Json.Serialization;
        using Ledgerline;

        namespace Strict;

        /// <summary>What happens to a run.</summary>
        [AppendLog("history")]
        public abstract partial record RunEvent
        {
            /// <summary>It began.</summary>
            /// <param name="Name">The run's name.</param>
            /// <param name="Stages">What it will do.</param>
            public sealed record Started(string Name, ImmutableArray<Stage> Stages) : RunEvent;

            /// <summary>It ended.</summary>
            public sealed record Finished : RunEvent
            {
                /// <summary>What it came to.</summary>
                [JsonPropertyName("exit_code")]
                public int ExitCode { get; init; } = -1;
            }
        }

        /// <summary>A part of a run.</summary>
        /// <param name="Label">Its name.</param>
        /// <param name="Inputs">What it takes.</param>
        public sealed record Stage(string Label, IReadOnlyDictionary<string, int> Inputs);

        /// <summary>How a program looks.</summary>
        /// <param name="Mood">Light or dark.</param>
        [JsonKv(Key = "settings")]
        public sealed partial record Settings(Mood Mood);

        /// <summary>Light or dark.</summary>
        public enum Mood
        {
            /// <summary>Light.</summary>
            Light,

            /// <summary>Dark.</summary>
            Dark,
        }
        """;

    [Theory]
    [InlineData("12", "disable")]
    [InlineData("13", "enable")]
    [InlineData("14", "enable")]
    public async Task It_compiles_without_a_warning_of_any_analyzer(string language, string nullable)
    {
        // CA1034 is about the cases that the user nests; IDE0130 and IDE0005 are about the user's one file.
        using Consumer library = await packed.CreateLibraryAsync(
            Source,
            ("LangVersion", language),
            ("Nullable", nullable),
            ("ImplicitUsings", "disable"),
            ("AnalysisLevel", "latest-all"),
            ("EnforceCodeStyleInBuild", "true"),
            ("GenerateDocumentationFile", "true"),
            ("IsAotCompatible", "true"),
            ("NoWarn", "$(NoWarn);CA1034;IDE0130;IDE0005"));

        await Dotnet.RunAsync(library.Directory, "build");
    }
}
