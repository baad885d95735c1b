namespace Ledgerline.Generator;

/// <summary>The case that stands for those that a hierarchy does not know.</summary>
/// <param name="TypeName">The type, fully qualified.</param>
/// <param name="Member">The property that has the JSON.</param>
/// <param name="Reader">The member of JsonUnknown that reads it, without <c>Read</c>.</param>
internal sealed record JsonUnknownCase(string TypeName, string Member, string Reader);
