using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.Generator;

/// <summary>What is needed to add to a type: whether one can, and how.</summary>
internal static class PartialTypes
{
    /// <summary>Whether every part of the type says so; the types around it are asked by themselves.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax syntax
                || !syntax.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>From the outermost type to this one, such as <c>partial record Thread</c>.</summary>
    public static EquatableArray<string> Declarations(INamedTypeSymbol type)
    {
        var declarations = new Stack<string>();
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            string keyword = outer switch
            {
                { IsRecord: true, IsValueType: true } => "record struct",
                { IsRecord: true } => "record",
                { TypeKind: TypeKind.Struct } => "struct",
                { TypeKind: TypeKind.Interface } => "interface",
                _ => "class",
            };
            declarations.Push($"partial {keyword} {SymbolNames.Identifier(outer.Name)}");
        }

        return new EquatableArray<string>([.. declarations]);
    }

    /// <summary>Whether the type and everything around it is public.</summary>
    public static bool IsPublic(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }
}
