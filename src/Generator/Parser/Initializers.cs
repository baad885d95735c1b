using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.Generator;

/// <summary>What can be seen of the values that an object has before its members are set.</summary>
internal static class Initializers
{
    public static bool HasInitializer(ISymbol member)
    {
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is PropertyDeclarationSyntax { Initializer: not null } or VariableDeclaratorSyntax { Initializer: not null })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the member comes from a primary constructor's parameter, which then sets it.</summary>
    public static bool IsPositional(ISymbol member)
    {
        foreach (SyntaxReference reference in member.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is ParameterSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether constructors may set members where it cannot be seen: compiled ones, and those with a body.</summary>
    public static bool AreHidden(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? each = type; each is { SpecialType: SpecialType.None }; each = each.BaseType)
        {
            if (each.DeclaringSyntaxReferences.IsEmpty)
            {
                return true;
            }

            foreach (IMethodSymbol constructor in each.InstanceConstructors)
            {
                if (!constructor.IsImplicitlyDeclared && !ConstructorSelector.IsCopy(constructor, each) && HasBody(constructor))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasBody(IMethodSymbol constructor)
    {
        foreach (SyntaxReference reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is ConstructorDeclarationSyntax syntax
                && (syntax.ExpressionBody is not null || syntax.Body is { Statements.Count: > 0 }))
            {
                return true;
            }
        }

        return false;
    }
}
