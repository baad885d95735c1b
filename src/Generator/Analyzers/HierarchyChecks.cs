using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ledgerline.Generator;

/// <summary>What is wrong with types that are meant as cases and are none: the generator starts from the hierarchy and misses them.</summary>
internal static class HierarchyChecks
{
    public static void Check(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        CheckCase(context, type);
        CheckUnknownCase(context, type);
    }

    private static void CheckCase(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return;
        }

        foreach (INamedTypeSymbol parent in HierarchyCases.Bases(type))
        {
            if (!ObjectRules.IsOfTheFramework(parent)
                && IsStoredByUs(context.Compilation, parent)
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

    /// <summary>An attribute on what is no case would do nothing, in silence.</summary>
    private static void CheckUnknownCase(SymbolAnalysisContext context, INamedTypeSymbol type)
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

    /// <summary>Whether an annotation of the type, or one that names it, leaves its JSON to generated code.</summary>
    private static bool IsStoredByUs(Compilation compilation, INamedTypeSymbol type) =>
        type.GetAttributes().Any(static attribute => attribute.AttributeClass?.ToDisplayString() is KnownAttributes.AppendLog or KnownAttributes.JsonKv && IsOurs(attribute))
        || KnownAttributes.Named(compilation).Any(attribute =>
            IsOurs(attribute) && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass!.TypeArguments[0], type));

    private static bool IsOurs(AttributeData attribute) => !KnownAttributes.IsNamed(attribute, "JsonContext");
}
