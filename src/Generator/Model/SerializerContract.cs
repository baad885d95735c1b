namespace Ledgerline.Generator;

/// <summary>Everything that is emitted for an assembly.</summary>
/// <param name="Files">One a type.</param>
/// <param name="Context">The assembly's context; null where nothing is annotated.</param>
/// <param name="Definitions">What annotations on the assembly lead to; null where there are none.</param>
/// <param name="Cmdlets">One a record that has cmdlets.</param>
internal sealed record SerializerContract(
    EquatableArray<TypeFile> Files, ContextFile? Context, DefinitionsFile? Definitions, EquatableArray<CmdletFile> Cmdlets);
