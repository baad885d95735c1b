using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Where a value stands: in which member, and how deep in its collections.</summary>
/// <param name="Member">The member; problems are reported there.</param>
/// <param name="Location">Its place.</param>
/// <param name="Forms">The forms of a number at this depth.</param>
/// <param name="InnerForms">Those of numbers more than one collection deep: an attribute does not reach them.</param>
internal sealed record ValuePlace(ISymbol Member, Location Location, NumberForms? Forms, NumberForms? InnerForms)
{
    /// <summary>Whether the keys of a dictionary stay as they are, whatever the options say.</summary>
    public bool KeepsKeys => KnownAttributes.Json(Member, "ExtensionData") is not null;

    private bool IsInCollection { get; init; }

    /// <summary>The place of what a collection here holds.</summary>
    public ValuePlace Items() => this with { Forms = IsInCollection ? InnerForms : Forms, IsInCollection = true };
}
