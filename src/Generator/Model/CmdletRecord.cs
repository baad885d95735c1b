namespace Ledgerline.Generator;

/// <summary>What the cmdlets of one annotated record say.</summary>
/// <param name="Noun">The noun of their names.</param>
/// <param name="IsHierarchy">Whether a switch chooses the case to store.</param>
/// <param name="Cases">One a parameter set; one without a switch where the record is no hierarchy; none where only objects can be stored.</param>
internal sealed record CmdletRecord(string Noun, bool IsHierarchy, EquatableArray<CmdletCase> Cases);
