using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ledgerline.Generator;

/// <summary>The classes of Ledgerline.PowerShell that generated cmdlets derive from.</summary>
internal static class CmdletBase
{
    public const string Namespace = "Ledgerline.PowerShell.Typed";

    private const string ParameterAttribute = "System.Management.Automation.ParameterAttribute";
    private const string AliasAttribute = "System.Management.Automation.AliasAttribute";

    private static readonly EquatableArray<string> LogVerbs = new(["Add", "Get", "Watch"]);
    private static readonly EquatableArray<string> DocumentVerbs = new(["Set", "Get", "Remove", "Watch"]);

    // What PowerShell gives every cmdlet that asks before it changes something, with the short names.
    private static readonly string[] Common =
    [
        "Confirm", "cf", "Debug", "db", "ErrorAction", "ea", "ErrorVariable", "ev", "InformationAction", "infa", "InformationVariable",
        "iv", "OutBuffer", "ob", "OutVariable", "ov", "PipelineVariable", "pv", "ProgressAction", "proga", "UseTransaction", "usetx",
        "Verbose", "vb", "WarningAction", "wa", "WarningVariable", "wv", "WhatIf", "wi",
    ];

    // What emitted code names in its own class.
    private static readonly string[] Emitted = ["Create", "Definition", "IsGiven"];

    // The nouns of the module's own commands that have one of the generated verbs.
    private static readonly string[] Nouns = ["BlobItem", "JsonKv", "Ledger", "LedgerConnection", "LedgerProject", "Log", "LogEntry"];

    /// <summary>Whether the project sets <c>LedgerlineGenerateCmdlets</c>.</summary>
    public static bool AreAskedFor(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property.LedgerlineGenerateCmdlets", out string? value)
        && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is generated for a kind of storage. The first verb's cmdlet has the record's members as parameters.</summary>
    public static EquatableArray<string> VerbsOf(StorageKind kind) => kind == StorageKind.Log ? LogVerbs : DocumentVerbs;

    /// <summary>The class that a generated cmdlet derives from, without its namespace.</summary>
    public static string ClassOf(StorageKind kind, string verb) => verb + kind switch
    {
        StorageKind.Log => "TypedEntryCommand",
        StorageKind.Document => "PinnedDocumentCommand",
        _ => "TypedDocumentCommand",
    };

    /// <summary>The class that stores what parameters make; null where the assembly does not reference Ledgerline.PowerShell.</summary>
    public static INamedTypeSymbol? Storing(Compilation compilation, StorageKind kind) =>
        compilation.GetTypeByMetadataName($"{Namespace}.{ClassOf(kind, VerbsOf(kind)[0])}`1");

    /// <summary>Whether the module has a command of this noun itself.</summary>
    public static bool IsOwnNoun(string noun) => Nouns.Contains(noun, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names that no parameter of a record can have, each with who has it.</summary>
    public static Dictionary<string, string> Reserved(INamedTypeSymbol storing)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in Common)
        {
            names[name] = "PowerShell gives every cmdlet a parameter of that name";
        }

        foreach (string name in Emitted)
        {
            names[name] = "the cmdlet has a member of that name";
        }

        for (INamedTypeSymbol? type = storing; type is not null; type = type.BaseType)
        {
            foreach (string name in type.GetMembers().Where(static member => KnownAttributes.Find(member, ParameterAttribute) is not null).SelectMany(Names))
            {
                names[name] = "the cmdlet has that parameter already";
            }
        }

        return names;
    }

    private static IEnumerable<string> Names(ISymbol parameter) =>
        KnownAttributes.Find(parameter, AliasAttribute) is { } alias
            ? KnownAttributes.Items(alias).Select(static name => (string)name.Value!).Prepend(parameter.Name)
            : [parameter.Name];
}
