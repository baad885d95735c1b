using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ledgerline.Generator;

/// <summary>From an annotated symbol to its model: the one parse that the generator and the analyzer share.</summary>
internal static class AnnotatedRecordParser
{
    private const string Unresolved = "A type that it is made of was not there when it was compiled.";

    /// <summary>Parses one annotation.</summary>
    /// <returns>Null where nothing can be added to the type.</returns>
    public static ParsedRecord? Parse(ParseContext context, INamedTypeSymbol type, AttributeData attribute, StorageKind kind)
    {
        Location location = ParseContext.LocationOf(type, Location.None);
        return CanBeExtended(context, type, location) ? Parse(context, type, attribute, kind, location, PartialTypes.Declarations(type)) : null;
    }

    /// <summary>Parses one annotation that stands on the assembly and names its type.</summary>
    /// <returns>Null where nothing can be added for the type.</returns>
    public static ParsedRecord? ParseNamed(ParseContext context, AttributeData attribute, StorageKind kind)
    {
        Location location = KnownAttributes.LocationOf(attribute, attribute.AttributeClass!, Location.None);
        ITypeSymbol type = attribute.AttributeClass!.TypeArguments[0];
        if (type.TypeKind == TypeKind.Error)
        {
            return null;
        }

        string? fault = type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named
                ? "it is not a record, class, struct or interface"
            : !ObjectRules.IsAccessible(type, context.Compilation) ? "generated code cannot reach it"
            : !KnownAttributes.IsNamed(attribute, "JsonContext") && ObjectRules.IsOfTheFramework(named)
                ? "it is a type of .NET; declare a record that has it as a member, or give the annotation a JsonContext"
            : null;
        if (fault is not null)
        {
            context.Report(Descriptors.CannotBeStored, location, SymbolNames.Display(type), fault);
            return null;
        }

        return Parse(context, (INamedTypeSymbol)type.WithNullableAnnotation(NullableAnnotation.None), attribute, kind, location, new EquatableArray<string>([]));
    }

    private static ParsedRecord? Parse(
        ParseContext context,
        INamedTypeSymbol type,
        AttributeData attribute,
        StorageKind kind,
        Location location,
        EquatableArray<string> declarations)
    {
        string? name = KnownAttributes.Argument(attribute) as string;
        bool isNamed = name is not null || (kind == StorageKind.Log && attribute.ConstructorArguments.Length > 0);
        if (isNamed && !StorageNameRule.IsValid(name))
        {
            context.Report(Descriptors.InvalidName, ArgumentLocation(attribute, location), name ?? "null");
        }

        string? key = null;
        if (kind == StorageKind.Kv && PinnedKeyParser.TryParse(context, type, attribute, out key))
        {
            kind = StorageKind.Document;
        }

        string? retention = kind == StorageKind.Log ? RetentionParser.Parse(context, type, attribute) : null;
        bool isAssemblys = declarations.Count == 0;
        string accessor = Accessor(context, type, attribute, kind, location, isAssemblys);
        var matchings = new List<CaseMatching>();
        bool isOwn = JsonContextParser.TryParse(context, type, attribute, out string? jsonContext);
        ImmutableArray<JsonType> types = [];
        if (isOwn)
        {
            AddMatching(context, type, matchings);
        }
        else
        {
            CheckShape(context, type, location);
            types = ParseTypes(context, type, location, matchings);
        }

        string? defect = context.Diagnostics.Count > 0 ? Describe(context.Diagnostics[0])
            : context.IsUnresolved ? Unresolved
            : null;
        return new ParsedRecord(
            new AnnotatedRecord(
                kind,
                SymbolNames.Id(type),
                SymbolNames.TypeName(type),
                SymbolNames.Simple(type),
                SymbolNames.HintName(type),
                isAssemblys ? "" : SymbolNames.Namespace(type),
                declarations,
                PartialTypes.IsPublic(type) && !isAssemblys ? "public" : "internal",
                name,
                key,
                Durability(attribute),
                retention,
                accessor,
                HierarchyCases.IsHierarchy(type),
                jsonContext,
                defect),
            defect is not null ? default : new EquatableArray<JsonType>(types),
            new EquatableArray<CaseMatching>([.. matchings]));
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private static bool CanBeExtended(ParseContext context, INamedTypeSymbol type, Location location)
    {
        bool can = SymbolNames.IsNamed(type);
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            string which = ReferenceEquals(outer, type) ? "it" : $"the type '{SymbolNames.Display(outer)}' around it";
            if (!outer.TypeParameters.IsEmpty)
            {
                context.Report(Descriptors.OpenGeneric, location, SymbolNames.Display(type), which);
                can = false;
            }

            if (!PartialTypes.IsPartial(outer, context.CancellationToken))
            {
                context.Report(
                    Descriptors.NotPartial,
                    ParseContext.LocationOf(outer, location),
                    SymbolNames.Display(outer),
                    ReferenceEquals(outer, type) ? "it" : $"'{SymbolNames.Display(type)}' in it");
                can = false;
            }
        }

        if (can && !ObjectRules.IsAccessible(type, context.Compilation))
        {
            context.Report(
                Descriptors.CannotBeStored,
                location,
                SymbolNames.Display(type),
                "generated code cannot reach it; make it, and the types around it, internal or public");
            can = false;
        }

        return can;
    }

    private static void CheckShape(ParseContext context, INamedTypeSymbol type, Location location)
    {
        if (type.IsStatic || type.IsRefLikeType)
        {
            context.Report(
                Descriptors.CannotBeStored, location, SymbolNames.Display(type), "a static class or a ref struct has no values to store");
        }
        else if (ObjectRules.IsCollection(type))
        {
            context.Report(
                Descriptors.CannotBeStored, location, SymbolNames.Display(type), "it is a collection; give a record a member of that type");
        }

        if (KnownAttributes.Json(type, "Converter") is { } converter)
        {
            context.Report(
                Descriptors.UnsupportedAttribute,
                KnownAttributes.LocationOf(converter, type, location),
                "JsonConverter",
                SymbolNames.Display(type),
                "use it on a member, or open the log with a LogDefinition of your own");
        }
    }

    private static ImmutableArray<JsonType> ParseTypes(
        ParseContext context, INamedTypeSymbol type, Location location, List<CaseMatching> matchings)
    {
        ImmutableArray<JsonType>.Builder types = ImmutableArray.CreateBuilder<JsonType>();
        context.Discover(type, location);
        while (context.TryNext(out INamedTypeSymbol next, out Location origin))
        {
            types.AddRange(TypeParser.Parse(context, next, origin));
            AddMatching(context, next, matchings);
        }

        return types.ToImmutable();
    }

    private static void AddMatching(ParseContext context, INamedTypeSymbol type, List<CaseMatching> matchings)
    {
        if (CaseMatchingParser.Parse(context, type) is { } matching)
        {
            matchings.Add(matching);
        }
    }

    private static string Accessor(
        ParseContext context, INamedTypeSymbol type, AttributeData attribute, StorageKind kind, Location location, bool isAssemblys)
    {
        string name = KnownAttributes.Named(attribute, "Accessor") as string ?? SymbolNames.Simple(type) + kind;
        string? clash = AccessorRules.Clash(name, context.Compilation)
            ?? (isAssemblys ? null : AccessorRules.ClassClash(name, type, context.Compilation));
        if (clash is not null)
        {
            context.Report(
                Descriptors.AccessorClash,
                KnownAttributes.LocationOf(attribute, type, location),
                SymbolNames.Display(type),
                name,
                clash);
        }

        return clash is null ? name : "";
    }

    private static string? Durability(AttributeData attribute)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == "Durability")
            {
                return argument.Value.ToCSharpString() is { } text && argument.Value.Type is { } type
                    ? text.StartsWith(type.ToDisplayString(), StringComparison.Ordinal) ? "global::" + text : text
                    : null;
            }
        }

        return null;
    }

    private static Location ArgumentLocation(AttributeData attribute, Location location) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
            ? arguments[0].GetLocation()
            : location;
}
