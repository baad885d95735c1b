namespace Ledgerline.Generator;

/// <summary>A parameter that sets a member.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Member">The member.</param>
/// <param name="Help">What the documentation says of it; empty where it says nothing.</param>
/// <param name="IsPublic">Whether its type can be that of a public property.</param>
/// <param name="Permissions">PowerShell's attributes for what a mandatory parameter takes though it is empty, as emitted code says them.</param>
/// <param name="Validation">PowerShell's attributes for what is refused.</param>
internal sealed record CmdletParameter(
    string Name, JsonMember Member, string Help, bool IsPublic, EquatableArray<string> Permissions, EquatableArray<string> Validation)
{
    /// <summary>Whether the record cannot be made without it.</summary>
    public bool IsMandatory => Member.Missing == MissingMember.Error;

    /// <summary>The form of the value, whether or not it may be null.</summary>
    public JsonValue Value => Member.Value is NullableValue nullable ? nullable.Inner : Member.Value;
}
