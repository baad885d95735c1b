namespace Ledgerline.Generator;

/// <summary>A case of a closed hierarchy.</summary>
/// <param name="Id">The identifier of its serializer.</param>
/// <param name="TypeName">The type, fully qualified.</param>
/// <param name="Discriminator">The discriminator's value; null for the base itself where it is written without one.</param>
/// <param name="IsNumber">Whether the value is a number.</param>
/// <param name="IsSealed">Whether no value of another type can be taken for it.</param>
internal sealed record JsonCase(string Id, string TypeName, string? Discriminator, bool IsNumber, bool IsSealed);
