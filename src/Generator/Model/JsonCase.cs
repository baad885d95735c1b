namespace Ledgerline.Generator;

/// <summary>A case of a closed hierarchy.</summary>
/// <param name="Id">The identifier of its serializer.</param>
/// <param name="TypeName">The type, fully qualified.</param>
/// <param name="Discriminator">The discriminator's value.</param>
/// <param name="IsNumber">Whether the value is a number.</param>
internal sealed record JsonCase(string Id, string TypeName, string Discriminator, bool IsNumber);
