namespace Ledgerline.Generator;

/// <summary>The forms that a number may have. The numbers are JsonNumberHandling's.</summary>
[Flags]
internal enum NumberForms
{
    Strict = 0,
    FromStrings = 1,
    AsStrings = 2,
    NamedLiterals = 4,
}
