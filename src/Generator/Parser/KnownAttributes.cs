using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.Generator;

/// <summary>Finds attributes by their full names.</summary>
internal static class KnownAttributes
{
    public const string AppendLog = "Ledgerline.AppendLogAttribute";
    public const string JsonKv = "Ledgerline.JsonKvAttribute";
    public const string AppendLogOfT = AppendLog + "`1";
    public const string JsonKvOfT = JsonKv + "`1";
    public const string UnknownCase = "Ledgerline.UnknownCaseAttribute";
    public const string JsonNamespace = "System.Text.Json.Serialization";

    /// <summary>The attribute of System.Text.Json with this name, without <c>Json</c> and <c>Attribute</c>.</summary>
    public static AttributeData? Json(ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Name == $"Json{name}Attribute" && IsJson(type))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The attribute with this full name.</summary>
    public static AttributeData? Find(ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == fullName)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The annotations on the assembly, which name their types.</summary>
    public static IEnumerable<AttributeData> Named(Compilation compilation) => compilation.Assembly.GetAttributes()
        .Where(static attribute =>
            attribute.AttributeClass is { TypeArguments.Length: 1, Name: "AppendLogAttribute" or "JsonKvAttribute" } type
            && type.ContainingNamespace.ToDisplayString() == "Ledgerline");

    public static bool IsJson(INamedTypeSymbol attribute) => attribute.ContainingNamespace.ToDisplayString() == JsonNamespace;

    /// <summary>A named argument's value; null where it is not given.</summary>
    public static object? Named(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }

    /// <summary>Whether a named argument is given, as null too.</summary>
    public static bool IsNamed(AttributeData attribute, string name) =>
        attribute.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>The constructor's argument; null where there is none.</summary>
    public static object? Argument(AttributeData attribute, int index = 0) =>
        attribute.ConstructorArguments.Length > index && attribute.ConstructorArguments[index].Kind != TypedConstantKind.Array
            ? attribute.ConstructorArguments[index].Value
            : null;

    /// <summary>The items of the constructor's one argument, an array; none where it has another.</summary>
    public static ImmutableArray<TypedConstant> Items(AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? array.Values
            : [];

    /// <summary>Where the attribute stands, or its owner where there is no source.</summary>
    public static Location LocationOf(AttributeData attribute, ISymbol owner, Location origin) =>
        attribute.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : ParseContext.LocationOf(owner, origin);

    /// <summary>Where a named argument stands, or its attribute.</summary>
    public static Location LocationOf(AttributeData attribute, string name, ISymbol owner)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: { } arguments })
        {
            foreach (AttributeArgumentSyntax argument in arguments)
            {
                if (argument.NameEquals?.Name.Identifier.ValueText == name)
                {
                    return argument.GetLocation();
                }
            }
        }

        return LocationOf(attribute, owner, Location.None);
    }
}
