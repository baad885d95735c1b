namespace Ledgerline.PowerShell.Typed;

/// <summary>
/// What a record is called in PowerShell, where its own name does not do: on a record the noun of its cmdlets, on a case
/// of a hierarchy its switch, on a member its parameter.
/// </summary>
/// <param name="name">Letters, digits and <c>_</c>, the first a letter.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CmdletNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
