namespace Ledgerline.Generator;

/// <summary>The generated context of an assembly.</summary>
/// <param name="Namespace">The assembly's root namespace.</param>
/// <param name="Entries">One for each annotated record.</param>
/// <param name="Options">What the user states on a part of it.</param>
internal sealed record ContextFile(string Namespace, EquatableArray<ContextEntry> Entries, StatedOptions Options);
