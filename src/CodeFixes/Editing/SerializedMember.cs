using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.CodeFixes;

/// <summary>The declaration of a member that is stored.</summary>
internal static class SerializedMember
{
    /// <summary>A property, or the parameter of a record that makes one; null for anything else, such as a constructor's parameter.</summary>
    public static SyntaxNode? Find(SyntaxNode node) => node switch
    {
        PropertyDeclarationSyntax => node,
        ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } => node,
        _ => null,
    };
}
