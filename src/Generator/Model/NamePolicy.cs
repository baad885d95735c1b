namespace Ledgerline.Generator;

/// <summary>How a name in C# becomes one in JSON. The numbers are JsonKnownNamingPolicy's.</summary>
internal enum NamePolicy
{
    AsDeclared = 0,
    CamelCase = 1,
    SnakeCaseLower = 2,
    SnakeCaseUpper = 3,
    KebabCaseLower = 4,
    KebabCaseUpper = 5,
}
