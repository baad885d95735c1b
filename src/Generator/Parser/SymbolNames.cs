using System.Text;
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

    /// <summary>The full name without <c>global::</c>, a file's name.</summary>
    public static string HintName(INamedTypeSymbol type) => Path(type, ".", escape: false);

    /// <summary>A unique identifier for the type.</summary>
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

    private static string Path(INamedTypeSymbol type, string separator, bool escape)
    {
        var parts = new Stack<string>();
        for (ISymbol? symbol = type; symbol is not (null or INamespaceSymbol { IsGlobalNamespace: true }); symbol = symbol.ContainingSymbol)
        {
            if (symbol is INamedTypeSymbol or INamespaceSymbol)
            {
                parts.Push(symbol.Name);
            }
        }

        var path = new StringBuilder();
        foreach (string part in parts)
        {
            path.Append(path.Length == 0 ? "" : separator).Append(escape ? part.Replace("_", "__") : part);
        }

        return path.ToString();
    }
}
