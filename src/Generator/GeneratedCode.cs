namespace Ledgerline.Generator;

/// <summary>How generated code is marked.</summary>
internal static class GeneratedCode
{
    public const string Tool = "Ledgerline.Generator";

    /// <summary>The namespace of serializers: out of the way of the user's names and of completion.</summary>
    public const string Namespace = "Ledgerline.Generated";

    public const string DefinitionsName = "LedgerlineDefinitions";

    public const string AccessorsName = "LedgerlineAccessors";

    public const string ContextName = "LedgerlineJsonContext";
}
