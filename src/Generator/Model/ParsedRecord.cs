namespace Ledgerline.Generator;

/// <summary>What one annotation leads to. Equal for equal source, so that an unrelated edit regenerates nothing.</summary>
/// <param name="Record">The annotated record.</param>
/// <param name="Types">The record and every type that it is made of.</param>
/// <param name="Matchings">Match and Switch of the hierarchies among them, which are there however wrong the record is.</param>
/// <param name="Cmdlets">Its cmdlets, where the assembly can have any.</param>
internal sealed record ParsedRecord(
    AnnotatedRecord Record, EquatableArray<JsonType> Types, EquatableArray<CaseMatching> Matchings, CmdletRecord? Cmdlets = null);
