using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.Generator;

/// <summary>Chooses the constructor that reading calls.</summary>
internal static class ConstructorSelector
{
    /// <summary>
    /// The one with [JsonConstructor], whoever may call it; else one without parameters; else the primary one; else the only public one.
    /// Structs prefer the primary one, whose parameters may have defaults.
    /// </summary>
    public static IMethodSymbol? Select(INamedTypeSymbol type)
    {
        IMethodSymbol? primary = null;
        IMethodSymbol? parameterless = null;
        IMethodSymbol? only = null;
        int publicCount = 0;
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (KnownAttributes.Json(constructor, "Constructor") is not null)
            {
                return constructor;
            }

            if (constructor.DeclaredAccessibility != Accessibility.Public || IsCopy(constructor, type))
            {
                continue;
            }

            publicCount++;
            only = constructor;
            if (constructor.Parameters.IsEmpty)
            {
                parameterless = constructor;
            }
            else if (IsPrimary(constructor, type))
            {
                primary = constructor;
            }
        }

        return (type.IsValueType ? primary ?? parameterless : parameterless ?? primary) ?? (publicCount == 1 ? only : null);
    }

    public static bool HasParameterless(INamedTypeSymbol type, Compilation compilation)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.IsEmpty)
            {
                return !type.IsAbstract
                    && ObjectRules.IsAccessible(type, compilation)
                    && compilation.IsSymbolAccessibleWithin(constructor, compilation.Assembly);
            }
        }

        return false;
    }

    public static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord
        && constructor.Parameters.Length == 1
        && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static bool IsPrimary(IMethodSymbol constructor, INamedTypeSymbol type)
    {
        if (constructor.DeclaringSyntaxReferences.IsEmpty)
        {
            return IsDeconstructed(constructor, type);
        }

        foreach (SyntaxReference reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In a compiled record the primary constructor is the one that Deconstruct is the inverse of.</summary>
    private static bool IsDeconstructed(IMethodSymbol constructor, INamedTypeSymbol type) => type.GetMembers("Deconstruct")
        .OfType<IMethodSymbol>()
        .Any(deconstruct => deconstruct.Parameters.Select(static parameter => parameter.Name)
            .SequenceEqual(constructor.Parameters.Select(static parameter => parameter.Name), StringComparer.Ordinal));
}
