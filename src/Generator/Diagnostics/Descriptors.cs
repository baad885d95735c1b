using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Every rule, each with a page of its own under docs/diagnostics.</summary>
internal static class Descriptors
{
    private const string Category = "Ledgerline";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        "LL0001",
        "An annotated type must be partial",
        "'{0}' must be partial: the generator adds to {1}");

    public static readonly DiagnosticDescriptor NameUsedTwice = Error(
        "LL0002",
        "A persisted name belongs to one type",
        "'{0}' and '{1}' both take {2}: give one of them another name",
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor InvalidName = Error(
        "LL0003",
        "A persisted name must be able to be a file",
        "'{0}' cannot be a persisted name: use 1-128 of A-Z a-z 0-9 _ -");

    public static readonly DiagnosticDescriptor UnsupportedMember = Error(
        "LL0004",
        "A member cannot be serialized",
        "'{0}' cannot be serialized: {1}; {2}");

    public static readonly DiagnosticDescriptor OpenGeneric = Error(
        "LL0005",
        "An annotated type cannot be generic",
        "'{0}' cannot be annotated because {1} is generic: annotate a record that is not and names the type arguments");

    public static readonly DiagnosticDescriptor CaseNotSealedNested = Error(
        "LL0006",
        "A case of a hierarchy must be sealed and nested in it, or listed on it",
        "'{0}' is a case of '{1}' and must be {2}: the cases of a hierarchy are known when it is compiled");

    public static readonly DiagnosticDescriptor JsonNameUsedTwice = Error(
        "LL0007",
        "A JSON name belongs to one member",
        "'{0}' and '{1}' both have the JSON name '{2}': give one of them another with {3}");

    public static readonly DiagnosticDescriptor AccessorClash = Error(
        "LL0008",
        "An accessor needs a name of its own",
        "'{0}' cannot have the accessor '{1}': {2}; choose another with Accessor = \"...\"");

    public static readonly DiagnosticDescriptor NotAnnotated = Error(
        "LL0009",
        "The type is not annotated",
        "'{0}' is not annotated: {1}");

    public static readonly DiagnosticDescriptor CannotBeStored = Error(
        "LL0010",
        "A type cannot be stored",
        "'{0}' cannot be stored: {1}");

    public static readonly DiagnosticDescriptor UnsupportedAttribute = Error(
        "LL0011",
        "The attribute is not supported",
        "[{0}] on '{1}' is not supported here: {2}");

    public static readonly DiagnosticDescriptor InvalidRetention = Error(
        "LL0012",
        "A retention limit must be above zero",
        "{0} = {1} cannot limit what '{2}' keeps: {3}");

    public static readonly DiagnosticDescriptor OpenedOtherwise = Error(
        "LL0013",
        "A pinned document and documents by key are opened differently",
        "'{0}' {1}: open it with {2}");

    public static readonly DiagnosticDescriptor InvalidUnknownCase = Error(
        "LL0014",
        "An unknown case keeps the JSON and nothing else",
        "'{0}' cannot be an unknown case: {1}");

    public static readonly DiagnosticDescriptor InvalidJsonContext = Error(
        "LL0015",
        "A JsonContext must be a context that generated code can use",
        "'{0}' cannot be the context of '{1}': {2}");

    public static readonly DiagnosticDescriptor CmdletNameClash = Error(
        "LL0016",
        "A cmdlet and its parameters need names of their own",
        "'{0}' cannot be '{1}' in PowerShell: {2}; choose another name with [CmdletName(\"...\")]");

    private static DiagnosticDescriptor Error(string id, string title, string message, params string[] tags) => new(
        id,
        title,
        message,
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: $"https://github.com/ledgerline/ledgerline/blob/main/docs/diagnostics/{id}.md",
        customTags: tags);
}
