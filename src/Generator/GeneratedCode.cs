namespace Ledgerline.Generator;

/// <summary>How generated code is marked.</summary>
internal static class GeneratedCode
{
    public const string Tool = "Ledgerline.Generator";

    /// <summary>The namespace of serializers: out of the way of the user's names and of completion.</summary>
    public const string Namespace = "Ledgerline.Generated";

    public const string DefinitionsName = "LedgerlineDefinitions";

    public const string AccessorsName = "LedgerlineAccessors";

    /// <summary>The file that names the cmdlets, for the manifest of their module.</summary>
    public const string CmdletsName = "LedgerlineCmdlets";

    public const string ContextName = "LedgerlineJsonContext";
}
