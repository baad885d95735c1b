namespace Ledgerline.Generator;

/// <summary>Names as the policies of System.Text.Json make them, when the code is compiled.</summary>
internal static class NamingPolicies
{
    public static string Apply(NamePolicy policy, string name) => policy switch
    {
        NamePolicy.CamelCase => CamelCase.Convert(name),
        NamePolicy.SnakeCaseLower => SeparatedWords.Convert(name, '_', isUpper: false),
        NamePolicy.SnakeCaseUpper => SeparatedWords.Convert(name, '_', isUpper: true),
        NamePolicy.KebabCaseLower => SeparatedWords.Convert(name, '-', isUpper: false),
        NamePolicy.KebabCaseUpper => SeparatedWords.Convert(name, '-', isUpper: true),
        _ => name,
    };
}
