namespace Ledgerline.Generator;

/// <summary>Match and Switch of a hierarchy.</summary>
/// <param name="Id">The hierarchy's identifier among generated types.</param>
/// <param name="TypeName">The hierarchy, fully qualified.</param>
/// <param name="DisplayName">The name that messages use.</param>
/// <param name="HintName">The name of the generated file, without its extension.</param>
/// <param name="Namespace">The hierarchy's namespace; empty for the global one.</param>
/// <param name="Declarations">From the outermost type to the hierarchy, to be members of it; empty for extension methods.</param>
/// <param name="ExtensionClass">The class of the extension methods.</param>
/// <param name="Accessibility">Of the methods: nobody can call them who cannot name the cases.</param>
/// <param name="HasMatch">Whether Match is emitted: not where the user has a member of that name.</param>
/// <param name="HasSwitch">Whether Switch is emitted.</param>
/// <param name="Cases">One argument each.</param>
internal sealed record CaseMatching(
    string Id,
    string TypeName,
    string DisplayName,
    string HintName,
    string Namespace,
    EquatableArray<string> Declarations,
    string ExtensionClass,
    string Accessibility,
    bool HasMatch,
    bool HasSwitch,
    EquatableArray<MatchedCase> Cases);
