namespace Ledgerline.Generator;

/// <summary>What one annotation leads to. Equal for equal source, so that an unrelated edit regenerates nothing.</summary>
/// <param name="Record">The annotated record.</param>
/// <param name="Types">The record and every type that it is made of.</param>
internal sealed record ParsedRecord(AnnotatedRecord Record, EquatableArray<JsonType> Types);
