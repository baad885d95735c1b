using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>A type that is written as a case of a hierarchy.</summary>
/// <param name="Type">The case.</param>
/// <param name="Listing">The attribute that lists it; null where it is known by being nested.</param>
internal readonly record struct HierarchyCase(INamedTypeSymbol Type, AttributeData? Listing)
{
    /// <summary>The discriminator that the attribute gives, a string or an int; null where it gives none.</summary>
    public object? Discriminator => Listing is null ? null : KnownAttributes.Argument(Listing, 1);

    /// <summary>The discriminator's text: the given one, or the name in camelCase.</summary>
    public string Text => Discriminator switch
    {
        string name => name,
        int number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => CamelCase.Convert(Type.Name),
    };
}
