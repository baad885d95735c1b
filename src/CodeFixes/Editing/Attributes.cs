using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Ledgerline.CodeFixes;

/// <summary>Adds attributes, and changes their arguments.</summary>
internal static class Attributes
{
    /// <summary>An attribute as code names it: the namespace is imported where it is not yet.</summary>
    /// <returns>Null where the compilation has no such type.</returns>
    public static AttributeSyntax? Create(SyntaxGenerator generator, Compilation compilation, string fullName, params AttributeArgumentSyntax[] arguments) =>
        compilation.GetTypeByMetadataName(fullName) is { } type
            ? SyntaxFactory.Attribute(
                (NameSyntax)generator.TypeExpression(type, addImport: true),
                arguments.Length == 0 ? null : SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList(arguments)))
            : null;

    /// <summary>The member with one more attribute; of a positional parameter, on the property that it makes.</summary>
    public static SyntaxNode AddTo(SyntaxNode member, AttributeSyntax attribute)
    {
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute));
        switch (member)
        {
            case ParameterSyntax parameter:
                list = list.WithTarget(SyntaxFactory.AttributeTargetSpecifier(SyntaxFactory.Token(SyntaxKind.PropertyKeyword)));
                return parameter.WithoutLeadingTrivia()
                    .WithAttributeLists(parameter.AttributeLists.Add(list.WithTrailingTrivia(SyntaxFactory.Space)))
                    .WithLeadingTrivia(parameter.GetLeadingTrivia());
            case MemberDeclarationSyntax declaration:
                // Before the first token: what stands above the member stays above its attributes.
                SyntaxTriviaList leading = declaration.GetLeadingTrivia();
                return declaration.WithoutLeadingTrivia()
                    .WithAttributeLists(declaration.WithoutLeadingTrivia().AttributeLists.Insert(
                        0, list.WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)))
                    .WithLeadingTrivia(leading);
            default:
                throw new ArgumentException("Attributes stand on members and parameters.", nameof(member));
        }
    }

    /// <summary>The attribute with its first positional argument, or the argument of this name, set to a text.</summary>
    public static AttributeSyntax With(AttributeSyntax attribute, string? name, string text)
    {
        AttributeArgumentSyntax argument = name is null ? Text(text) : Named(name, Literal(text));
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = attribute.ArgumentList?.Arguments ?? default;
        AttributeArgumentSyntax? old = arguments.FirstOrDefault(
            each => name is null ? each.NameEquals is null : each.NameEquals?.Name.Identifier.ValueText == name);
        arguments = old is not null ? arguments.Replace(old, argument.WithTriviaFrom(old))
            : name is null ? arguments.Insert(0, argument)
            : arguments.Add(argument);
        return attribute.WithArgumentList(
            (attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList()).WithArguments(arguments));
    }

    public static AttributeArgumentSyntax Text(string text) => SyntaxFactory.AttributeArgument(Literal(text));

    public static AttributeArgumentSyntax Named(string name, ExpressionSyntax value) => SyntaxFactory.AttributeArgument(
        SyntaxFactory.NameEquals(name).WithTrailingTrivia(SyntaxFactory.Space), null, value)
        .WithAdditionalAnnotations(Microsoft.CodeAnalysis.Formatting.Formatter.Annotation);

    private static LiteralExpressionSyntax Literal(string text) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
}
