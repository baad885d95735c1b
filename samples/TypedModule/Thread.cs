using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Ledgerline;

namespace TypedModule;

/// <summary>A talk about a project: Get-Thread, Set-Thread, Remove-Thread and Watch-Thread are generated from it.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Priority">How soon somebody should answer, from 1 to 5.</param>
[JsonKv("threads")]
public sealed partial record Thread([property: StringLength(80, MinimumLength = 1)] string Title, [property: Range(1, 5)] int Priority = 3)
{
    /// <summary>Words to find it by.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];
}
