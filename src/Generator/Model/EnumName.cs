namespace Ledgerline.Generator;

/// <summary>A value of an enum.</summary>
/// <param name="Field">The name in C#.</param>
/// <param name="JsonName">The name in JSON.</param>
internal sealed record EnumName(string Field, string JsonName);
