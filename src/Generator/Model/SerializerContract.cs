namespace Ledgerline.Generator;

/// <summary>Everything that is emitted for an assembly.</summary>
/// <param name="Files">One a type.</param>
/// <param name="Context">The assembly's context; null where nothing is annotated.</param>
internal sealed record SerializerContract(EquatableArray<TypeFile> Files, ContextFile? Context);
