using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ledgerline.Generator;

/// <summary>Which names an accessor can have.</summary>
internal static class AccessorRules
{
    /// <summary>Where an accessor is and what it is called: two of one full name cannot be told apart.</summary>
    public static string FullName(AnnotatedRecord record, string rootNamespace) =>
        $"{(record.Declarations.Count == 0 ? rootNamespace : record.Namespace)}.{record.Accessor}";

    /// <summary>The class that holds an accessor.</summary>
    public static string ExtensionClass(string accessor) => accessor + "Extensions";

    /// <summary>What is wrong with the name, whatever the type; null where it is free.</summary>
    public static string? Clash(string accessor, Compilation compilation)
    {
        if (!SyntaxFacts.IsValidIdentifier(accessor) || SyntaxFacts.GetKeywordKind(accessor) != SyntaxKind.None)
        {
            return "it is not an identifier";
        }

        return compilation.GetTypeByMetadataName("Ledgerline.Project") is { } project && !project.GetMembers(accessor).IsEmpty
            ? "Project has a member of that name, which would be called instead"
            : null;
    }

    /// <summary>What the class of an accessor clashes with in the type's namespace; null where its name is free.</summary>
    public static string? ClassClash(string accessor, INamedTypeSymbol type, Compilation compilation)
    {
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
