using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator;

/// <summary>What symbols are called in emitted code and in messages.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type as emitted code names it, without a nullable annotation of its own.</summary>
    public static string TypeName(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Qualified);

    /// <summary>The type as messages name it: <c>RunEvent.Started</c>.</summary>
    public static string Display(ISymbol symbol) =>
        (symbol is ITypeSymbol type ? type.WithNullableAnnotation(NullableAnnotation.None) : symbol)
        .ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>Whether the type and all that is around it have names: somebody may be typing one, and the compiler asks for it.</summary>
    public static bool IsNamed(INamedTypeSymbol type)
    {
        for (ISymbol? symbol = type; symbol is not (null or IModuleSymbol or INamespaceSymbol { IsGlobalNamespace: true }); symbol = symbol.ContainingSymbol)
        {
            if (symbol.Name.Length == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type's own name, with its type arguments: <c>PageOfInt32</c>.</summary>
    public static string Simple(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => "Nullable" + Simple(nullable.TypeArguments[0]),
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => $"{type.Name}Of{string.Join("And", arguments.Select(Simple))}",
        IArrayTypeSymbol array => Simple(array.ElementType) + "Array",
        _ => type.Name,
    };

    /// <summary>The full name without <c>global::</c>, a file's name: <c>Demo.Page_Of_Int32</c>.</summary>
    public static string HintName(INamedTypeSymbol type) => Path(type, ".", escape: false);

    /// <summary>A unique identifier for the type: <c>Demo_Page_Of_Int32</c>.</summary>
    public static string Id(INamedTypeSymbol type) => Path(type, "_", escape: true);

    /// <summary>The namespace's name; empty for the global one.</summary>
    public static string Namespace(INamedTypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } containing
            ? containing.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))
            : "";

    /// <summary>A name as an identifier, with @ where it is a keyword.</summary>
    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    private static string Path(ITypeSymbol type, string separator, bool escape)
    {
        var parts = new Stack<string>();
        for (ISymbol? symbol = type; symbol is not (null or INamespaceSymbol { IsGlobalNamespace: true }); symbol = symbol.ContainingSymbol)
        {
            if (symbol is INamedTypeSymbol or INamespaceSymbol)
            {
                string name = escape ? symbol.Name.Replace("_", "__") : symbol.Name;
                parts.Push(symbol is INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments }
                    ? name + Of(arguments, separator, escape)
                    : name);
            }
        }

        return string.Join(separator, parts);
    }

    /// <summary>The type arguments; where there are several, their number tells <c>A&lt;B&lt;C&gt;, D&gt;</c> from <c>A&lt;B&lt;C, D&gt;&gt;</c>.</summary>
    private static string Of(ImmutableArray<ITypeSymbol> arguments, string separator, bool escape) =>
        (arguments.Length == 1 ? "_Of_" : $"_Of{arguments.Length}_")
        + string.Join("_And_", arguments.Select(argument => Argument(argument, separator, escape)));

    private static string Argument(ITypeSymbol type, string separator, bool escape) => type switch
    {
        // A type argument that takes null makes another serializer. Without annotations it does, as in System.Text.Json.
        { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated } =>
            "Nullable_" + Argument(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated), separator, escape),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            "Nullable_" + Argument(nullable.TypeArguments[0], separator, escape),
        IArrayTypeSymbol array => "Array_Of_" + Argument(array.ElementType, separator, escape),
        INamedTypeSymbol { TypeArguments.IsEmpty: true, ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } =>
            type.Name,
        INamedTypeSymbol => Path(type, separator, escape),
        _ => type.Name,
    };
}
