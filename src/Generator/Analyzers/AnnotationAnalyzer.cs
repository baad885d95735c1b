using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        Descriptors.InvalidJsonContext,
        Descriptors.CmdletNameClash,
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
            start.RegisterSyntaxNodeAction(
                attribute => AnalyzeNamed(attribute, claims, reported), SyntaxKind.Attribute);
            start.RegisterCompilationEndAction(claims.Report);
        });
    }

    private static void Analyze(
        SymbolAnalysisContext context, NameClaims claims, ConcurrentDictionary<(string, Location, string), bool> reported)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        HierarchyChecks.Check(context, type);
        CheckStatedOptions(context, type);
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
        Report(parse, reported, context.ReportDiagnostic);
        if (parsed is { Record: { Defect: null } record }
            && context.Compilation.GetTypeByMetadataName(RecordEmitter.DefinitionClass(record)) is null)
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
            CheckCmdlets(type, parsed, ParseContext.LocationOf(type, Location.None), context.Compilation, context.Options, claims, context.ReportDiagnostic, context.CancellationToken);
            claims.Add(parsed.Record, KnownAttributes.LocationOf(attribute, type, Location.None));
        }
    }

    private static void CheckStatedOptions(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (type.Name != GeneratedCode.ContextName)
        {
            return;
        }

        var check = new ParseContext(context.Compilation, context.CancellationToken);
        StatedOptionsParser.Check(check, type);
        foreach (Diagnostic diagnostic in check.Diagnostics)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    /// <summary>An annotation on the assembly, which names its type.</summary>
    private static void AnalyzeNamed(
        SyntaxNodeAnalysisContext context, NameClaims claims, ConcurrentDictionary<(string, Location, string), bool> reported)
    {
        if (context.Node.Parent is not AttributeListSyntax { Target.Identifier.RawKind: (int)SyntaxKind.AssemblyKeyword }
            || KnownAttributes.Named(context.Compilation).FirstOrDefault(each => IsAt(each, context.Node)) is not { } attribute)
        {
            return;
        }

        var parse = new ParseContext(context.Compilation, context.CancellationToken);
        StorageKind kind = attribute.AttributeClass!.Name == "AppendLogAttribute" ? StorageKind.Log : StorageKind.Kv;
        ParsedRecord? parsed = AnnotatedRecordParser.ParseNamed(parse, attribute, kind);
        Report(parse, reported, context.ReportDiagnostic);
        if (parsed is not null)
        {
            var type = (INamedTypeSymbol)attribute.AttributeClass.TypeArguments[0];
            CheckCmdlets(type, parsed, context.Node.GetLocation(), context.Compilation, context.Options, claims, context.ReportDiagnostic, context.CancellationToken);
            claims.Add(parsed.Record, context.Node.GetLocation());
        }
    }

    private static void CheckCmdlets(
        INamedTypeSymbol type,
        ParsedRecord parsed,
        Location origin,
        Compilation compilation,
        AnalyzerOptions options,
        NameClaims claims,
        Action<Diagnostic> report,
        CancellationToken cancellationToken)
    {
        if (!CmdletBase.AreAskedFor(options.AnalyzerConfigOptionsProvider))
        {
            return;
        }

        var parse = new ParseContext(compilation, cancellationToken);
        if (CmdletParser.Parse(parse, type, parsed, origin) is { } cmdlets)
        {
            claims.AddNoun(cmdlets.Noun, SymbolNames.Display(type), origin);
        }

        foreach (Diagnostic diagnostic in parse.Diagnostics)
        {
            report(diagnostic);
        }
    }

    private static bool IsAt(AttributeData attribute, SyntaxNode node) =>
        attribute.ApplicationSyntaxReference is { } reference && reference.SyntaxTree == node.SyntaxTree && reference.Span == node.Span;

    /// <summary>A type that two records reach, or a record with two annotations, has its faults once.</summary>
    private static void Report(
        ParseContext parse, ConcurrentDictionary<(string, Location, string), bool> reported, Action<Diagnostic> report)
    {
        foreach (Diagnostic diagnostic in parse.Diagnostics)
        {
            if (reported.TryAdd((diagnostic.Id, diagnostic.Location, diagnostic.GetMessage(null)), true))
            {
                report(diagnostic);
            }
        }
    }
}
