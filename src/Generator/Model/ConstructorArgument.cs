namespace Ledgerline.Generator;

/// <summary>What is given to a parameter of the constructor.</summary>
/// <param name="Member">The member that was read; null for a parameter that no member fills.</param>
/// <param name="Default">The expression where no member fills it.</param>
internal sealed record ConstructorArgument(string? Member, string Default);
