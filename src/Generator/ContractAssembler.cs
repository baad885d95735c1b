using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

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

    public static SerializerContract Assemble(
        ImmutableArray<ParsedRecord> logs, ImmutableArray<ParsedRecord> documents, string rootNamespace)
    {
        ImmutableArray<ParsedRecord> all = [.. logs, .. documents];
        if (all.IsEmpty)
        {
            return new SerializerContract(default, null);
        }

        var types = new SortedDictionary<string, JsonType>(StringComparer.Ordinal);
        var records = new SortedDictionary<string, List<AnnotatedRecord>>(StringComparer.Ordinal);
        var matchings = new SortedDictionary<string, CaseMatching>(StringComparer.Ordinal);
        var accessors = new HashSet<string>(StringComparer.Ordinal);
        foreach (ParsedRecord parsed in all)
        {
            Add(records, parsed.Record, accessors);
            foreach (JsonType type in parsed.Types)
            {
                types[type.Id] = type;
            }

            foreach (CaseMatching matching in parsed.Matchings)
            {
                matchings[matching.Id] = matching;
            }
        }

        Dictionary<string, string> properties = ContextProperties(records);
        string context = $"global::{rootNamespace}.{GeneratedCode.ContextName}";
        var hintNames = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        ImmutableArray<TypeFile>.Builder files = ImmutableArray.CreateBuilder<TypeFile>();
        foreach (string id in types.Keys.Union(records.Keys).Union(matchings.Keys))
        {
            types.TryGetValue(id, out JsonType? type);
            records.TryGetValue(id, out List<AnnotatedRecord>? annotations);
            properties.TryGetValue(id, out string? property);
            matchings.TryGetValue(id, out CaseMatching? matching);
            string hintName = type?.HintName ?? matching?.HintName ?? annotations![0].HintName;
            files.Add(new TypeFile(
                Unique(hintNames, hintName), type, matching, new EquatableArray<AnnotatedRecord>([.. annotations ?? []]), context, property));
        }

        ImmutableArray<ContextEntry> entries =
        [
            .. records.Values.Select(annotations => new ContextEntry(
                properties[annotations[0].Id],
                annotations[0].TypeName,
                annotations[0].Id,
                annotations[0].IsHierarchy,
                annotations.Select(static annotation => annotation.Defect).FirstOrDefault(static defect => defect is not null))),
        ];
        return new SerializerContract(
            new EquatableArray<TypeFile>(files.ToImmutable()),
            new ContextFile(rootNamespace, new EquatableArray<ContextEntry>(entries)));
    }

    /// <summary>The root namespace of a project, or its assembly's name made one.</summary>
    public static string RootNamespace(string? rootNamespace, string? assemblyName)
    {
        string name = string.IsNullOrWhiteSpace(rootNamespace) ? assemblyName ?? "" : rootNamespace!;
        string[] parts = [.. name.Split('.').Select(Identifier).Where(static part => part.Length > 0)];
        return parts.Length == 0 ? GeneratedCode.Namespace : string.Join(".", parts);
    }

    private static void Add(
        SortedDictionary<string, List<AnnotatedRecord>> records, AnnotatedRecord record, HashSet<string> accessors)
    {
        // Of two accessors of one name, which the analyzer reports, only one can be emitted.
        if (record.Accessor.Length > 0 && !accessors.Add($"{record.Namespace}.{record.Accessor}"))
        {
            record = record with { Accessor = "" };
        }

        if (!records.TryGetValue(record.Id, out List<AnnotatedRecord>? annotations))
        {
            records.Add(record.Id, annotations = []);
        }

        annotations.Add(record);
    }

    private static Dictionary<string, string> ContextProperties(SortedDictionary<string, List<AnnotatedRecord>> records)
    {
        Dictionary<string, int> uses = records.Values
            .GroupBy(static annotations => annotations[0].SimpleName, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.Count(), StringComparer.Ordinal);
        return records.ToDictionary(
            static pair => pair.Key,
            pair => pair.Value[0].SimpleName is var name && uses[name] == 1 && !ContextMembers.Contains(name)
                ? SymbolNames.Identifier(name)
                : "_" + pair.Key,
            StringComparer.Ordinal);
    }

    private static string Unique(HashSet<string> taken, string name)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = $"{name}.{i}";
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
