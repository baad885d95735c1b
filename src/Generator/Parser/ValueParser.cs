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
    /// <param name="type">The type of the value.</param>
    /// <param name="member">The member.</param>
    /// <param name="owner">The type that is stored with it.</param>
    /// <param name="location">The member's place.</param>
    public JsonValue? ParseMember(ITypeSymbol type, ISymbol member, INamedTypeSymbol owner, Location location)
    {
        // Without a name, or beside another of its name, it cannot be named: the compiler says so.
        if (member.Name.Length == 0 || member.ContainingType?.GetMembers(member.Name).Length > 1)
        {
            context.IsUnresolved = true;
            return null;
        }

        NumberForms? stated = context.Options.NumberForms;
        var place = new ValuePlace(member, location, NumberFormsParser.Of(member) ?? NumberFormsParser.Of(owner) ?? stated, stated);
        AttributeData? converter = KnownAttributes.Json(member, "Converter");
        JsonValue? value = converter is null ? Parse(type, place) : ParseConverter(type, converter, place);
        if (value is not null)
        {
            NumberFormsParser.Check(context, member, value, location);
        }

        return value;
    }

    private JsonValue? Parse(ITypeSymbol type, ValuePlace place)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Parse(nullable.TypeArguments[0], place) is { } value
                ? new NullableValue(value.TypeName + "?", IsReference: false, value)
                : null;
        }

        return WithNull(type, ParseNotNull(type, place));
    }

    /// <summary>Code without nullable annotations takes null, as it does in System.Text.Json.</summary>
    private static JsonValue? WithNull(ITypeSymbol type, JsonValue? value) =>
        value is not null && type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated
            ? new NullableValue(value.TypeName + "?", IsReference: true, value)
            : value;

    private JsonValue? ParseNotNull(ITypeSymbol type, ValuePlace place)
    {
        if (Scalars.Find(type) is { } scalar)
        {
            return scalar is ScalarValue { IsNumber: true } number ? number with { Forms = place.Forms } : scalar;
        }

        switch (type)
        {
            case { TypeKind: TypeKind.Error }:
                context.IsUnresolved = true;
                return null;
            case IArrayTypeSymbol { Rank: 1 } array:
                return Sequence(type, "Array", Collections.Array, array.ElementType, place);
            case IArrayTypeSymbol:
                return Refuse(place, "arrays with several dimensions have no JSON form", "use an array of arrays");
            case { SpecialType: SpecialType.System_Object } or IDynamicTypeSymbol:
                return Refuse(place, "'object' does not say what is stored", "use JsonElement for any JSON");
            case { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr }:
                return Refuse(place, $"'{SymbolNames.Display(type)}' is as wide as the machine's pointers", "use long or ulong");
            case INamedTypeSymbol { Name: "JsonDocument", ContainingNamespace.Name: "Json" }:
                return Refuse(place, "a JsonDocument must be disposed of, which a stored value never is", "use JsonElement or JsonNode");
            case INamedTypeSymbol { IsTupleType: true }:
                return Refuse(place, "a tuple has no member names at run time", "declare a record");
            case { IsRefLikeType: true }:
                return Refuse(place, $"'{SymbolNames.Display(type)}' is a ref struct, which lives on the stack", "use an array");
            case { TypeKind: TypeKind.Delegate }:
                return Refuse(place, "a delegate is code, not data", "leave it out with [JsonIgnore]");
            case INamedTypeSymbol named when KnownAttributes.Json(named, "Converter") is { } converter:
                return ParseConverter(named, converter, place);
            case INamedTypeSymbol { TypeKind: TypeKind.Enum } named:
                return Enum(named, context.Options.EnumsAreNumbers, place);
            case INamedTypeSymbol named:
                return ParseCollection(named, place, out bool isCollection) is { } collection ? collection
                    : isCollection ? null
                    : ParseObject(named, place);
            default:
                return Refuse(place, $"'{SymbolNames.Display(type)}' has no JSON form", WayOut);
        }
    }

    private JsonValue? ParseCollection(INamedTypeSymbol type, ValuePlace place, out bool isCollection)
    {
        CollectionShape? shape = Collections.Find(type);
        isCollection = shape is not null;
        return shape is null ? null
            : shape.IsDictionary ? Dictionary(type, shape, place)
            : Sequence(type, type.Name, shape, type.TypeArguments[0], place);
    }

    private JsonValue? Sequence(ITypeSymbol type, string name, CollectionShape shape, ITypeSymbol itemType, ValuePlace place) =>
        Parse(itemType, place.Items()) is { } item
            ? Keep(
                ValueNames.Of(name, item),
                id => new SequenceValue(SymbolNames.TypeName(type), type.IsReferenceType, id, shape, item))
            : null;

    private JsonValue? Dictionary(INamedTypeSymbol type, CollectionShape shape, ValuePlace place)
    {
        ITypeSymbol keyType = type.TypeArguments[0];
        JsonValue? key = (JsonValue?)Scalars.FindKey(keyType)
            ?? (keyType is INamedTypeSymbol { TypeKind: TypeKind.Enum } named ? Enum(named, isNumber: false, place) : null);
        if (key is null)
        {
            return keyType.TypeKind == TypeKind.Enum ? null : Refuse(
                place,
                $"'{SymbolNames.Display(keyType)}' cannot be the key of a dictionary",
                "use strings, numbers, enums, Guid, or date and time types as keys");
        }

        NamePolicy names = place.KeepsKeys ? NamePolicy.AsDeclared : context.Options.DictionaryKeys;
        return Parse(type.TypeArguments[1], place.Items()) is { } item
            ? Keep(
                ValueNames.Of(type.Name, key, item),
                id => new DictionaryValue(SymbolNames.TypeName(type), id, shape, key, names, item))
            : null;
    }

    private EnumValue? Enum(INamedTypeSymbol type, bool isNumber, ValuePlace place)
    {
        if (!IsAccessible(type, place))
        {
            return null;
        }

        if (!isNumber)
        {
            context.Discover(type, place.Location);
        }

        return new EnumValue(
            SymbolNames.TypeName(type),
            SymbolNames.Id(type),
            isNumber ? (ScalarValue)Scalars.Find(type.EnumUnderlyingType!)! with { Forms = NumberForms.Strict } : null);
    }

    private JsonValue? ParseObject(INamedTypeSymbol type, ValuePlace place)
    {
        string display = SymbolNames.Display(type);
        bool isOfCases = type.TypeKind == TypeKind.Interface && HierarchyCases.HasAny(type);
        if (!(isOfCases || type.TypeKind is TypeKind.Class or TypeKind.Struct) || type.IsRefLikeType || type.IsStatic)
        {
            return Refuse(place, $"'{display}' is not a record, class or struct, nor an interface with cases", WayOut);
        }

        if (ObjectRules.IsOfTheFramework(type))
        {
            return Refuse(place, $"'{display}' is not among the types of .NET that are supported", WayOut);
        }

        if (ObjectRules.IsCollection(type))
        {
            return Refuse(place, $"'{display}' is a collection of its own", "use a list, an array or a dictionary");
        }

        if (!IsAccessible(type, place))
        {
            return null;
        }

        context.Discover(type, place.Location);
        return new ObjectValue(SymbolNames.TypeName(type), type.IsReferenceType, SymbolNames.Id(type));
    }

    private JsonValue? ParseConverter(ITypeSymbol type, AttributeData attribute, ValuePlace place)
    {
        ITypeSymbol underlying =
            type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
                ? nullable.TypeArguments[0]
                : type;
        if (KnownAttributes.Argument(attribute) is not INamedTypeSymbol converter)
        {
            return Refuse(place, "its converter is not named by its type", "use [JsonConverter(typeof(...))]");
        }

        if (underlying is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumType
            && converter.Name is "JsonStringEnumConverter" or "JsonNumberEnumConverter"
            && KnownAttributes.IsJson(converter)
            && converter.TypeArguments.All(argument => SymbolEqualityComparer.Default.Equals(argument, enumType)))
        {
            JsonValue? form = Enum(enumType, converter.Name == "JsonNumberEnumConverter", place);
            return form is null || SymbolEqualityComparer.Default.Equals(underlying, type)
                ? form
                : new NullableValue(form.TypeName + "?", IsReference: false, form);
        }

        ITypeSymbol? converted = ConvertedType(converter);
        bool takesUnderlying = SymbolEqualityComparer.Default.Equals(converted, underlying);
        if (!takesUnderlying && !SymbolEqualityComparer.Default.Equals(converted, type))
        {
            return Refuse(
                place,
                $"'{SymbolNames.Display(converter)}' is not a JsonConverter<{SymbolNames.Display(type)}>",
                "use a converter of exactly that type");
        }

        if (!ConstructorSelector.HasParameterless(converter, context.Compilation))
        {
            return Refuse(
                place,
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

    private bool IsAccessible(ITypeSymbol type, ValuePlace place)
    {
        if (ObjectRules.IsAccessible(type, context.Compilation))
        {
            return true;
        }

        Refuse(place, $"'{SymbolNames.Display(type)}' cannot be reached by generated code", "make it internal or public");
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

    private JsonValue? Refuse(ValuePlace place, string reason, string wayOut)
    {
        context.Report(Descriptors.UnsupportedMember, place.Location, SymbolNames.Display(place.Member), reason, wayOut);
        return null;
    }
}
