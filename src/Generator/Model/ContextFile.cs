namespace Ledgerline.Generator;

/// <summary>The generated context of an assembly.</summary>
/// <param name="Namespace">The assembly's root namespace.</param>
/// <param name="Options">What records are compiled with, which its own options say too.</param>
/// <param name="Entries">One for each annotated record.</param>
internal sealed record ContextFile(string Namespace, StatedOptions Options, EquatableArray<ContextEntry> Entries);
