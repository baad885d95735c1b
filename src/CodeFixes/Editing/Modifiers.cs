using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>Adds modifiers to a type where C# wants them.</summary>
internal static class Modifiers
{
    /// <summary>Adds a modifier behind all others, where <c>partial</c> must stand.</summary>
    public static TypeDeclarationSyntax Append(TypeDeclarationSyntax type, SyntaxKind modifier) =>
        Insert(type, modifier, type.Modifiers.Count);

    /// <summary>Adds <c>sealed</c>, which must stand before <c>partial</c>.</summary>
    public static TypeDeclarationSyntax Seal(TypeDeclarationSyntax type)
    {
        int partial = type.Modifiers.IndexOf(SyntaxKind.PartialKeyword);
        return Insert(type, SyntaxKind.SealedKeyword, partial < 0 ? type.Modifiers.Count : partial);
    }

    private static TypeDeclarationSyntax Insert(TypeDeclarationSyntax type, SyntaxKind modifier, int index)
    {
        if (type.Modifiers.Any(modifier))
        {
            return type;
        }

        // What stands before the type, such as its comment, stays before it.
        SyntaxToken next = index < type.Modifiers.Count ? type.Modifiers[index] : type.Keyword;
        SyntaxToken added = SyntaxFactory.Token(next.LeadingTrivia, modifier, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        SyntaxToken moved = next.WithLeadingTrivia();
        return index < type.Modifiers.Count
            ? (TypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Replace(next, moved).Insert(index, added))
            : (TypeDeclarationSyntax)type.WithKeyword(moved).WithModifiers(type.Modifiers.Add(added));
    }
}
