using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ledgerline.Generator;

/// <summary>
/// Puts the records of an assembly together: each type once, with names that do not clash. What a file says depends
/// only on its own type, so that a changed member changes one file.
/// </summary>
internal static class ContractAssembler
{
    // Members that every context has: a record of such a name is known by its qualified one.
    private static readonly HashSet<string> ContextMembers = new(StringComparer.Ordinal)
    {
        "Default", "DefaultOptions", "Options", "GetTypeInfo", "GeneratedSerializerOptions", "Equals", "GetHashCode",
        "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize", GeneratedCode.ContextName,
    };

    /// <param name="all">Every annotation.</param>
    /// <param name="rootNamespace">The assembly's root namespace.</param>
    /// <param name="options">What is stated for the whole assembly.</param>
    public static SerializerContract Assemble(IEnumerable<ParsedRecord> all, string rootNamespace, StatedOptions options)
    {
        var types = new SortedDictionary<string, JsonType>(StringComparer.Ordinal);
        var records = new SortedDictionary<string, List<AnnotatedRecord>>(StringComparer.Ordinal);
        var matchings = new SortedDictionary<string, CaseMatching>(StringComparer.Ordinal);
        var accessors = new HashSet<string>(StringComparer.Ordinal);
        var cmdlets = new List<ParsedRecord>();
        foreach (ParsedRecord parsed in all)
        {
            if (parsed.Cmdlets is not null)
            {
                cmdlets.Add(parsed);
            }

            Add(records, parsed.Record, accessors, rootNamespace);
            foreach (JsonType type in parsed.Types)
            {
                types[type.Id] = type;
            }

            foreach (CaseMatching matching in parsed.Matchings)
            {
                matchings[matching.Id] = matching;
            }
        }

        if (records.Count == 0)
        {
            return new SerializerContract(default, null, null, default);
        }

        Dictionary<string, string> properties = ContextProperties(records);
        string context = $"global::{rootNamespace}.{GeneratedCode.ContextName}";
        DefinitionsFile? definitions = Definitions(records, rootNamespace, context, properties);
        return new SerializerContract(
            new EquatableArray<TypeFile>([.. Files(types, records, matchings, context, properties)]),
            properties.Count == 0 ? null : new ContextFile(rootNamespace, new EquatableArray<ContextEntry>([.. Entries(records, types, properties)]), options),
            definitions,
            new EquatableArray<CmdletFile>([.. Cmdlets(cmdlets, definitions, context)]));
    }

    /// <summary>The root namespace that a build gives, or the assembly's name made one.</summary>
    public static string RootNamespace(AnalyzerConfigOptionsProvider options, string? assemblyName) =>
        RootNamespace(options.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? name) ? name : null, assemblyName);

    /// <summary>The root namespace of a project, or its assembly's name made one.</summary>
    public static string RootNamespace(string? rootNamespace, string? assemblyName)
    {
        string name = string.IsNullOrWhiteSpace(rootNamespace) ? assemblyName ?? "" : rootNamespace!;
        string[] parts = [.. name.Split('.').Select(Identifier).Where(static part => part.Length > 0)];
        return parts.Length == 0 ? GeneratedCode.Namespace : string.Join(".", parts);
    }

    private static IEnumerable<TypeFile> Files(
        SortedDictionary<string, JsonType> types,
        SortedDictionary<string, List<AnnotatedRecord>> records,
        SortedDictionary<string, CaseMatching> matchings,
        string context,
        Dictionary<string, string> properties)
    {
        var hintNames = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string id in types.Keys.Union(records.Keys).Union(matchings.Keys))
        {
            types.TryGetValue(id, out JsonType? type);
            matchings.TryGetValue(id, out CaseMatching? matching);
            properties.TryGetValue(id, out string? property);
            AnnotatedRecord[] own = records.TryGetValue(id, out List<AnnotatedRecord>? annotations)
                ? [.. annotations.Where(static annotation => annotation.Declarations.Count > 0)]
                : [];
            if (type is not null || matching is not null || own.Length > 0)
            {
                string hintName = type?.HintName ?? matching?.HintName ?? own[0].HintName;
                yield return new TypeFile(
                    Unique(hintNames, hintName), type, matching, new EquatableArray<AnnotatedRecord>([.. own]), context, property);
            }
        }
    }

    private static IEnumerable<ContextEntry> Entries(
        SortedDictionary<string, List<AnnotatedRecord>> records,
        SortedDictionary<string, JsonType> types,
        Dictionary<string, string> properties)
    {
        // A type of its own is known as that; a case of two hierarchies as a case of the first.
        var known = new HashSet<string>(
            records.Where(pair => properties.ContainsKey(pair.Key)).Select(static pair => pair.Value[0].TypeName), StringComparer.Ordinal);
        foreach (List<AnnotatedRecord> annotations in records.Values)
        {
            if (properties.TryGetValue(annotations[0].Id, out string? property))
            {
                yield return new ContextEntry(
                    property,
                    annotations[0].TypeName,
                    annotations[0].Id,
                    annotations[0].IsHierarchy,
                    new EquatableArray<string>([.. Cases(types, annotations[0].Id).Where(known.Add)]),
                    annotations.Where(static annotation => annotation.JsonContext is null)
                        .Select(static annotation => annotation.Defect).FirstOrDefault(static defect => defect is not null));
            }
        }
    }

    private static IEnumerable<string> Cases(SortedDictionary<string, JsonType> types, string id) =>
        types.TryGetValue(id, out JsonType? type) && type is JsonHierarchy hierarchy
            ? hierarchy.Cases.Select(static option => option.TypeName).Concat(hierarchy.Unknown is { } unknown ? [unknown.TypeName] : [])
            : [];

    private static DefinitionsFile? Definitions(
        SortedDictionary<string, List<AnnotatedRecord>> records, string rootNamespace, string context, Dictionary<string, string> properties)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        DefinitionEntry[] entries =
        [
            .. records.Values.SelectMany(static annotations => annotations)
                .Where(static annotation => annotation.Declarations.Count == 0)
                .Select(annotation => new DefinitionEntry(
                    Unique(names, annotation.Accessor.Length > 0 ? annotation.Accessor : annotation.Id + annotation.Kind, "_"),
                    annotation,
                    annotation.JsonContext is null ? properties[annotation.Id] : null)),
        ];
        return entries.Length == 0 ? null : new DefinitionsFile(rootNamespace, context, new EquatableArray<DefinitionEntry>([.. entries]));
    }

    private static IEnumerable<CmdletFile> Cmdlets(List<ParsedRecord> records, DefinitionsFile? definitions, string context)
    {
        // Of two of one noun, which the analyzer reports, PowerShell would know only one.
        var nouns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ParsedRecord parsed in records.OrderBy(static each => each.Record.Id, StringComparer.Ordinal))
        {
            AnnotatedRecord record = parsed.Record;
            if (nouns.Add(parsed.Cmdlets!.Noun))
            {
                string definition = definitions?.Entries.FirstOrDefault(entry => entry.Record.Id == record.Id && entry.Record.Kind == record.Kind) is { } named && record.Declarations.Count == 0
                    ? $"global::{definitions.Namespace}.{GeneratedCode.DefinitionsName}.{named.Property}"
                    : $"global::{RecordEmitter.DefinitionClass(record)}.Definition";
                yield return new CmdletFile(
                    record.Kind, record.HintName + (record.Kind == StorageKind.Log ? ".Cmdlets" : ".DocumentCmdlets"), record.Id, record.TypeName, record.SimpleName, definition, context, parsed.Cmdlets);
            }
        }
    }

    private static void Add(
        SortedDictionary<string, List<AnnotatedRecord>> records, AnnotatedRecord record, HashSet<string> accessors, string rootNamespace)
    {
        // Of two accessors of one name, which the analyzer reports, only one can be emitted.
        if (record.Accessor.Length > 0 && !accessors.Add(AccessorRules.FullName(record, rootNamespace)))
        {
            record = record with { Accessor = "" };
        }

        if (!records.TryGetValue(record.Id, out List<AnnotatedRecord>? annotations))
        {
            records.Add(record.Id, annotations = []);
        }

        annotations.Add(record);
    }

    /// <summary>The context's properties: one for each type that it has to know.</summary>
    private static Dictionary<string, string> ContextProperties(SortedDictionary<string, List<AnnotatedRecord>> records)
    {
        KeyValuePair<string, List<AnnotatedRecord>>[] known =
            [.. records.Where(static pair => pair.Value.Any(static annotation => annotation.JsonContext is null))];
        Dictionary<string, int> uses = known.Select(static pair => pair.Value)
            .GroupBy(static annotations => annotations[0].SimpleName, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        return known.ToDictionary(
            static pair => pair.Key,
            pair => pair.Value[0].SimpleName is var name && uses[name] == 1 && !ContextMembers.Contains(name)
                ? SymbolNames.Identifier(name)
                : "_" + pair.Key,
            StringComparer.Ordinal);
    }

    private static string Unique(HashSet<string> taken, string name, string separator = ".")
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = $"{name}{separator}{i}";
        }

        return unique;
    }

    private static string Identifier(string part)
    {
        string identifier = new([.. part.Trim().Select(static c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_')]);
        return identifier.Length > 0 && !SyntaxFacts.IsIdentifierStartCharacter(identifier[0]) ? "_" + identifier
            : SyntaxFacts.GetKeywordKind(identifier) != SyntaxKind.None ? "@" + identifier
            : identifier;
    }
}
