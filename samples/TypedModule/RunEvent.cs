using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Ledgerline;

namespace TypedModule;

/// <summary>What happens to a run: Add-RunEvent, Get-RunEvent and Watch-RunEvent are generated from it.</summary>
[AppendLog("run", MaxEntries = 100_000)]
public abstract partial record RunEvent
{
    /// <summary>A run began.</summary>
    /// <param name="Name">What runs, such as build.</param>
    /// <param name="Commit">What it runs on.</param>
    public sealed record Started([property: StringLength(64, MinimumLength = 1)] string Name, Commit? Commit = null) : RunEvent
    {
        /// <summary>Words to find it by.</summary>
        public ImmutableArray<string> Tags { get; init; } = [];
    }

    /// <summary>A part of a run is done.</summary>
    /// <param name="Name">What runs.</param>
    /// <param name="Steps">What was done.</param>
    public sealed record Progressed(string Name, ImmutableArray<Step> Steps) : RunEvent;

    /// <summary>A run ended.</summary>
    /// <param name="Name">What ran.</param>
    /// <param name="Outcome">How it ended.</param>
    /// <param name="ExitCode">What its process returned, from 0 to 255.</param>
    public sealed record Finished(string Name, Outcome Outcome = Outcome.Passed, [property: Range(0, 255)] int ExitCode = 0) : RunEvent;
}
