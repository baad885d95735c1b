using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Decides the JSON form of the types that the members of one object have.</summary>
internal sealed class ValueParser(ParseContext context)
{
    private const string WayOut = "use a supported type, give it a JsonConverter, or leave it out with [JsonIgnore]";

    private readonly Dictionary<string, JsonValue> _values = new(StringComparer.Ordinal);

    /// <summary>The collections and converters that were met, each once.</summary>
    public IEnumerable<JsonValue> Values => _values.Values;

    /// <summary>The form of a member's value; null after a problem, which is reported at the member.</summary>
    public JsonValue? ParseMember(ITypeSymbol type, ISymbol member, Location location)
    {
        // Without a name, or beside another of its name, it cannot be named: the compiler says so.
        if (member.Name.Length == 0 || member.ContainingType?.GetMembers(member.Name).Length > 1)
        {
            context.IsUnresolved = true;
            return null;
        }

        AttributeData? converter = KnownAttributes.Json(member, "Converter");
        return converter is null ? Parse(type, member, location) : ParseConverter(type, converter, member, location);
    }

    private JsonValue? Parse(ITypeSymbol type, ISymbol member, Location location)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0], member, location) is { } value
                ? new NullableValue(value.TypeName + "?", IsReference: false, value)
                : null;
        }

        return WithNull(type, ParseNotNull(type, member, location));
    }

    /// <summary>Code without nullable annotations takes null, as it does in System.Text.Json.</summary>
    private static JsonValue? WithNull(ITypeSymbol type, JsonValue? value) =>
        value is not null && type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated
            ? new NullableValue(value.TypeName + "?", IsReference: true, value)
            : value;

    private JsonValue? ParseNotNull(ITypeSymbol type, ISymbol member, Location location)
    {
        if (Scalars.Find(type) is { } scalar)
        {
            return scalar;
        }

        switch (type)
        {
            case { TypeKind: TypeKind.Error }:
                context.IsUnresolved = true;
                return null;
            case IArrayTypeSymbol { Rank: 1 } array:
                return Sequence(type, "Array", SequenceKind.Array, array.ElementType, member, location);
            case IArrayTypeSymbol:
                return Refuse(member, location, "arrays with several dimensions have no JSON form", "use an array of arrays");
            case { SpecialType: SpecialType.System_Object } or IDynamicTypeSymbol:
                return Refuse(member, location, "'object' does not say what is stored", "use JsonElement for any JSON");
            case INamedTypeSymbol { IsTupleType: true }:
                return Refuse(member, location, "a tuple has no member names at run time", "declare a record");
            case { TypeKind: TypeKind.Delegate }:
                return Refuse(member, location, "a delegate is code, not data", "leave it out with [JsonIgnore]");
            case INamedTypeSymbol named when KnownAttributes.Json(named, "Converter") is { } converter:
                return ParseConverter(named, converter, member, location);
            case { TypeKind: TypeKind.Enum }:
                return IsAccessible(type, member, location) ? new EnumValue(SymbolNames.TypeName(type)) : null;
            case INamedTypeSymbol named:
                return ParseCollection(named, member, location, out bool isCollection) is { } collection ? collection
                    : isCollection ? null
                    : ParseObject(named, member, location);
            default:
                return Refuse(member, location, $"'{SymbolNames.Display(type)}' has no JSON form", WayOut);
        }
    }

    private JsonValue? ParseCollection(INamedTypeSymbol type, ISymbol member, Location location, out bool isCollection)
    {
        CollectionShape? shape = Collections.Find(type);
        isCollection = shape is not null;
        switch (shape)
        {
            case null:
                return null;
            case { IsDictionary: false, Sequence: var kind }:
                return Sequence(type, type.Name, kind, type.TypeArguments[0], member, location);
            case { IsImmutable: var isImmutable }:
                if (type.TypeArguments[0].SpecialType != SpecialType.System_String)
                {
                    return Refuse(member, location, "the keys of a dictionary must be strings", "use string keys");
                }

                return Parse(type.TypeArguments[1], member, location) is { } item
                    ? Keep(ValueNames.Of(type.Name, item), id => new DictionaryValue(SymbolNames.TypeName(type), id, isImmutable, item))
                    : null;
        }
    }

    private JsonValue? Sequence(
        ITypeSymbol type, string name, SequenceKind kind, ITypeSymbol itemType, ISymbol member, Location location) =>
        Parse(itemType, member, location) is { } item
            ? Keep(
                ValueNames.Of(name, item),
                id => new SequenceValue(SymbolNames.TypeName(type), type.IsReferenceType, id, kind, item))
            : null;

    private JsonValue? ParseObject(INamedTypeSymbol type, ISymbol member, Location location)
    {
        string display = SymbolNames.Display(type);
        bool isOfCases = type.TypeKind == TypeKind.Interface && HierarchyCases.HasAny(type);
        if (!(isOfCases || type.TypeKind is TypeKind.Class or TypeKind.Struct) || type.IsRefLikeType || type.IsStatic)
        {
            return Refuse(member, location, $"'{display}' is not a record, class or struct, nor an interface with cases", WayOut);
        }

        if (ObjectRules.IsOfTheFramework(type))
        {
            return Refuse(member, location, $"'{display}' is not among the types of .NET that are supported", WayOut);
        }

        if (ObjectRules.IsCollection(type))
        {
            return Refuse(member, location, $"'{display}' is a collection of its own", "use a list, an array or a dictionary");
        }

        if (ObjectRules.IsGeneric(type))
        {
            return Refuse(member, location, $"'{display}' is generic", "declare a record that names the type arguments");
        }

        if (!IsAccessible(type, member, location))
        {
            return null;
        }

        context.Discover(type, location);
        return new ObjectValue(SymbolNames.TypeName(type), type.IsReferenceType, SymbolNames.Id(type));
    }

    private JsonValue? ParseConverter(ITypeSymbol type, AttributeData attribute, ISymbol member, Location location)
    {
        ITypeSymbol underlying =
            type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                ? nullable.TypeArguments[0]
                : type;
        if (KnownAttributes.Argument(attribute) is not INamedTypeSymbol converter)
        {
            return Refuse(member, location, "its converter is not named by its type", "use [JsonConverter(typeof(...))]");
        }

        if (converter.Name == "JsonStringEnumConverter" && KnownAttributes.IsJson(converter) && underlying.TypeKind == TypeKind.Enum)
        {
            JsonValue names = new EnumValue(SymbolNames.TypeName(underlying));
            return SymbolEqualityComparer.Default.Equals(underlying, type)
                ? names
                : new NullableValue(names.TypeName + "?", IsReference: false, names);
        }

        ITypeSymbol? converted = ConvertedType(converter);
        bool takesUnderlying = SymbolEqualityComparer.Default.Equals(converted, underlying);
        if (!takesUnderlying && !SymbolEqualityComparer.Default.Equals(converted, type))
        {
            return Refuse(
                member,
                location,
                $"'{SymbolNames.Display(converter)}' is not a JsonConverter<{SymbolNames.Display(type)}>",
                "use a converter of exactly that type");
        }

        if (!ConstructorSelector.HasParameterless(converter, context.Compilation))
        {
            return Refuse(
                member,
                location,
                $"'{SymbolNames.Display(converter)}' cannot be created",
                "give it a constructor without parameters that generated code can call");
        }

        ITypeSymbol target = takesUnderlying ? underlying : type;
        JsonValue value = Keep(
            converter.Name,
            id => new ConverterValue(SymbolNames.TypeName(target), target.IsReferenceType, id, SymbolNames.TypeName(converter)));
        return takesUnderlying && !SymbolEqualityComparer.Default.Equals(underlying, type)
            ? new NullableValue(value.TypeName + "?", IsReference: false, value)
            : WithNull(type, value);
    }

    private static ITypeSymbol? ConvertedType(INamedTypeSymbol converter)
    {
        for (INamedTypeSymbol? type = converter; type is not null; type = type.BaseType)
        {
            if (type is { Name: "JsonConverter", TypeArguments.Length: 1 } && KnownAttributes.IsJson(type))
            {
                return type.TypeArguments[0];
            }
        }

        return null;
    }

    private bool IsAccessible(ITypeSymbol type, ISymbol member, Location location)
    {
        if (ObjectRules.IsAccessible(type, context.Compilation))
        {
            return true;
        }

        Refuse(member, location, $"'{SymbolNames.Display(type)}' cannot be reached by generated code", "make it internal or public");
        return false;
    }

    /// <summary>The one value of its kind: names are short, and numbered where two values would share one.</summary>
    private JsonValue Keep(string name, Func<string, JsonValue> create)
    {
        string id = name;
        for (int i = 2; ; i++)
        {
            JsonValue value = create(id);
            if (!_values.TryGetValue(id, out JsonValue? existing))
            {
                _values.Add(id, value);
                return value;
            }

            if (existing.Equals(value))
            {
                return existing;
            }

            id = name + i;
        }
    }

    private JsonValue? Refuse(ISymbol member, Location location, string reason, string wayOut)
    {
        context.Report(Descriptors.UnsupportedMember, location, SymbolNames.Display(member), reason, wayOut);
        return null;
    }
}
