namespace Ledgerline.Generator;

/// <summary>What annotations on the assembly lead to: definitions and accessors.</summary>
/// <param name="Namespace">The assembly's root namespace.</param>
/// <param name="Context">The generated context, fully qualified.</param>
/// <param name="Entries">One a definition.</param>
internal sealed record DefinitionsFile(string Namespace, string Context, EquatableArray<DefinitionEntry> Entries);
