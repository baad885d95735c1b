using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Which types can be JSON objects.</summary>
internal static class ObjectRules
{
    public static bool IsOfTheFramework(INamedTypeSymbol type)
    {
        INamespaceSymbol? outermost = null;
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            outermost = space;
        }

        return outermost?.Name == "System";
    }

    public static bool IsCollection(INamedTypeSymbol type)
    {
        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (implemented.SpecialType == SpecialType.System_Collections_IEnumerable)
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsGeneric(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsGenericType)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type argument of the type, or of one around it, is still to be given.</summary>
    public static bool IsOpen(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsUnboundGenericType || outer.TypeArguments.Any(static argument => argument.TypeKind == TypeKind.TypeParameter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether code elsewhere in the assembly can name the type.</summary>
    public static bool IsAccessible(ITypeSymbol type, Compilation compilation) =>
        type is not INamedTypeSymbol { IsFileLocal: true } && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);
}
