namespace Ledgerline.Generator;

/// <summary>One argument of Match and Switch.</summary>
/// <param name="Parameter">The case's name in camelCase.</param>
/// <param name="TypeName">The case, fully qualified.</param>
/// <param name="DisplayName">The name that documentation uses.</param>
/// <param name="IsSealed">Whether no value of another type can be taken for it.</param>
internal sealed record MatchedCase(string Parameter, string TypeName, string DisplayName, bool IsSealed);
