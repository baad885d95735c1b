namespace Ledgerline.Generator;

/// <summary>The generated file of one record's cmdlets.</summary>
/// <param name="Kind">What the record is stored in.</param>
/// <param name="HintName">The file's name.</param>
/// <param name="Id">Begins the names of the classes.</param>
/// <param name="TypeName">The record, fully qualified.</param>
/// <param name="Display">The record, as documentation names it.</param>
/// <param name="Definition">The expression for the definition of its log or documents.</param>
/// <param name="Context">The generated context, fully qualified.</param>
/// <param name="Cmdlets">What they say.</param>
internal sealed record CmdletFile(
    StorageKind Kind, string HintName, string Id, string TypeName, string Display, string Definition, string Context, CmdletRecord Cmdlets);
