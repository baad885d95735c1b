using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ledgerline.Generator;

/// <summary>
/// Reports what is wrong with annotated records. It runs the generator's own parser, outside the generator's pipeline:
/// here locations are real, so that diagnostics can be suppressed where they stand.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AnnotationAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NotPartial,
        Descriptors.NameUsedTwice,
        Descriptors.InvalidName,
        Descriptors.UnsupportedMember,
        Descriptors.OpenGeneric,
        Descriptors.CaseNotSealedNested,
        Descriptors.JsonNameUsedTwice,
        Descriptors.AccessorClash,
        Descriptors.CannotBeStored,
        Descriptors.UnsupportedAttribute,
        Descriptors.InvalidRetention,
        Descriptors.InvalidUnknownCase,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var claims = new NameClaims();
            var reported = new ConcurrentDictionary<(string, Location, string), bool>();
            start.RegisterSymbolAction(
                symbol => Analyze(symbol, claims, reported), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(claims.Report);
        });
    }

    private static void Analyze(
        SymbolAnalysisContext context, NameClaims claims, ConcurrentDictionary<(string, Location, string), bool> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        CheckCaseOutside(context, type);
        CheckUnknownCaseOutside(context, type);
        Analyze(context, type, KnownAttributes.AppendLog, StorageKind.Log, claims, reported);
        Analyze(context, type, KnownAttributes.JsonKv, StorageKind.Kv, claims, reported);
    }

    private static void Analyze(
        SymbolAnalysisContext context,
        INamedTypeSymbol type,
        string attributeName,
        StorageKind kind,
        NameClaims claims,
        ConcurrentDictionary<(string, Location, string), bool> reported)
    {
        if (KnownAttributes.Find(type, attributeName) is not { } attribute)
        {
            return;
        }

        var parse = new ParseContext(context.Compilation, context.CancellationToken);
        ParsedRecord? parsed = AnnotatedRecordParser.Parse(parse, type, attribute, kind);
        foreach (Diagnostic diagnostic in parse.Diagnostics)
        {
            // A type that two records reach, or a record with two annotations, has its faults once.
            if (reported.TryAdd((diagnostic.Id, diagnostic.Location, diagnostic.GetMessage(null)), true))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }

        if (parsed is { Record: { Defect: null } record }
            && !type.AllInterfaces.Any(implemented => implemented.Name == KnownContracts.InterfaceOf(record.Kind)))
        {
            // Here all is well, but the generator saw a type that did not exist: it cannot see what another one emits.
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.CannotBeStored,
                ParseContext.LocationOf(type, Location.None),
                SymbolNames.Display(type),
                "a type that it is made of is emitted by another generator, which this one cannot see; declare that type in source"));
        }

        if (parsed is not null)
        {
            claims.Add(parsed.Record, KnownAttributes.LocationOf(attribute, type, Location.None));
        }
    }

    /// <summary>An attribute on what is no case would do nothing, in silence.</summary>
    private static void CheckUnknownCaseOutside(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (UnknownCaseParser.IsUnknown(type) && !HierarchyCases.DiscriminatorsAround(type).Any())
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.InvalidUnknownCase,
                ParseContext.LocationOf(type, Location.None),
                SymbolNames.Display(type),
                "it is a case of no hierarchy; nest it in one, or list it there with [JsonDerivedType]"));
        }
    }

    /// <summary>The generator finds the cases that are nested or listed; only here can others be seen.</summary>
    private static void CheckCaseOutside(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return;
        }

        foreach (INamedTypeSymbol parent in HierarchyCases.Bases(type))
        {
            if ((KnownAttributes.Find(parent, KnownAttributes.AppendLog) ?? KnownAttributes.Find(parent, KnownAttributes.JsonKv)) is not null
                && HierarchyCases.IsHierarchy(parent)
                && HierarchyCases.Of(parent).All(known => !SymbolEqualityComparer.Default.Equals(known.Type, type)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.CaseNotSealedNested,
                    ParseContext.LocationOf(type, Location.None),
                    SymbolNames.Display(type),
                    SymbolNames.Display(parent),
                    $"nested in it, or listed on it with [JsonDerivedType(typeof({SymbolNames.Display(type)}))]"));
            }
        }
    }
}
