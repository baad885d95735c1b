using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator;

/// <summary>Which names an accessor can have.</summary>
internal static class AccessorRules
{
    /// <summary>The class that holds an accessor.</summary>
    public static string ExtensionClass(string accessor) => accessor + "Extensions";

    /// <summary>What the name clashes with; null where it is free.</summary>
    public static string? Clash(string accessor, INamedTypeSymbol type, Compilation compilation)
    {
        if (!SyntaxFacts.IsValidIdentifier(accessor) || SyntaxFacts.GetKeywordKind(accessor) != SyntaxKind.None)
        {
            return "it is not an identifier";
        }

        if (compilation.GetTypeByMetadataName("Ledgerline.Project") is { } project && !project.GetMembers(accessor).IsEmpty)
        {
            return "Project has a member of that name, which would be called instead";
        }

        string extensions = ExtensionClass(accessor);
        foreach (INamedTypeSymbol existing in type.ContainingNamespace.GetTypeMembers(extensions, 0))
        {
            bool isOurs = KnownAttributes.Find(existing, "System.CodeDom.Compiler.GeneratedCodeAttribute") is { } generated
                && KnownAttributes.Argument(generated) is GeneratedCode.Tool;
            if (!isOurs && SymbolEqualityComparer.Default.Equals(existing.ContainingAssembly, compilation.Assembly))
            {
                return $"there is a type '{extensions}', as the class of the accessor would be called";
            }
        }

        return null;
    }
}
