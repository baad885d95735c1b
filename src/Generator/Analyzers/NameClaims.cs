using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ledgerline.Generator;

/// <summary>The names that the records of an assembly take, to find those that two take.</summary>
internal sealed class NameClaims
{
    private readonly ConcurrentBag<(AnnotatedRecord Record, Location Location)> _claims = [];
    private readonly ConcurrentBag<(string Noun, string Owner, Location Location)> _nouns = [];

    public void Add(AnnotatedRecord record, Location location) => _claims.Add((record, location));

    /// <summary>Takes the noun of a record's cmdlets.</summary>
    public void AddNoun(string noun, string owner, Location location) => _nouns.Add((noun, owner, location));

    /// <summary>Reports every claim but the first, in the order of the source.</summary>
    public void Report(CompilationAnalysisContext context)
    {
        (AnnotatedRecord Record, Location Location)[] ordered =
        [
            .. _claims
                .OrderBy(static claim => claim.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static claim => claim.Location.SourceSpan.Start),
        ];
        string rootNamespace = ContractAssembler.RootNamespace(context.Options.AnalyzerConfigOptionsProvider, context.Compilation.AssemblyName);
        var names = new Dictionary<(StorageKind, string?, string?), AnnotatedRecord>();
        var accessors = new Dictionary<string, AnnotatedRecord>(StringComparer.Ordinal);
        foreach ((AnnotatedRecord record, Location location) in ordered)
        {
            // A file system may not tell capitals from small letters, so names must differ in more.
            (StorageKind, string?, string?) name =
                (record.Kind, record.PersistedName?.ToUpperInvariant(), record.PersistedKey?.ToUpperInvariant());
            if (names.TryGetValue(name, out AnnotatedRecord? owner))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.NameUsedTwice, location, owner.SimpleName, record.SimpleName, Describe(record)));
            }
            else
            {
                names.Add(name, record);
            }

            string accessor = AccessorRules.FullName(record, rootNamespace);
            if (record.Accessor.Length > 0 && accessors.TryGetValue(accessor, out owner))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.AccessorClash, location, record.SimpleName, record.Accessor, $"'{Display(owner)}' has it"));
            }
            else
            {
                accessors[accessor] = record;
            }
        }

        ReportNouns(context);
    }

    private void ReportNouns(CompilationAnalysisContext context)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string noun, string owner, Location location) in _nouns
            .OrderBy(static claim => claim.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static claim => claim.Location.SourceSpan.Start))
        {
            if (owners.TryGetValue(noun, out string? other))
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.CmdletNameClash, location, owner, noun, $"'{other}' has it"));
            }
            else
            {
                owners.Add(noun, owner);
            }
        }
    }

    private static string Describe(AnnotatedRecord record) => record switch
    {
        { Kind: StorageKind.Log } => $"the log name '{record.PersistedName}'",
        { Kind: StorageKind.Document, PersistedName: null } => $"the document '{record.PersistedKey}'",
        { Kind: StorageKind.Document } => $"the document '{record.PersistedKey}' of the set '{record.PersistedName}'",
        { PersistedName: null } => "the set-less store",
        _ => $"the set name '{record.PersistedName}'",
    };

    private static string Display(AnnotatedRecord record) => record.TypeName.Replace("global::", "");
}
