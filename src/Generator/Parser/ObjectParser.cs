using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ledgerline.Generator;

/// <summary>Parses one object: its constructor and its members.</summary>
internal sealed class ObjectParser
{
    private readonly ParseContext _context;
    private readonly INamedTypeSymbol _type;
    private readonly Location _origin;
    private readonly ValueParser _values;
    private readonly IMethodSymbol? _constructor;
    private readonly bool _setsRequired;
    private readonly bool _hidesInitializers;
    private readonly Dictionary<string, string> _arguments = new(StringComparer.Ordinal);

    public ObjectParser(ParseContext context, INamedTypeSymbol type, Location origin)
    {
        _context = context;
        _type = type;
        _origin = origin;
        _values = new ValueParser(context);
        _constructor = ConstructorSelector.Select(type, context.Compilation);
        _setsRequired = _constructor is not null
            && KnownAttributes.Find(_constructor, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;
        _hidesInitializers = Initializers.AreHidden(type);
    }

    public JsonObject? Parse()
    {
        if (_constructor is null && _type.IsReferenceType)
        {
            _context.Report(
                Descriptors.CannotBeStored,
                ParseContext.LocationOf(_type, _origin),
                SymbolNames.Display(_type),
                "reading needs one public constructor, or one with [JsonConstructor] that generated code can call");
            return null;
        }

        var members = new List<(int Order, JsonMember Member)>();
        foreach (IPropertySymbol property in Properties())
        {
            Location location = ParseContext.LocationOf(property, _origin);
            UnsupportedAttributes.CheckMember(property, _context, _origin);
            if (ParseMember(property, location) is { } member)
            {
                Order(property, out int order);
                CheckName(members, member, property, location);
                members.Add((order, member));
            }
        }

        CheckRequiredFields();
        ImmutableArray<ConstructorArgument> arguments = ParseArguments();
        return new JsonObject(
            SymbolNames.Id(_type),
            SymbolNames.TypeName(_type),
            SymbolNames.Display(_type),
            SymbolNames.HintName(_type),
            _type.IsValueType,
            new EquatableArray<JsonMember>([.. members.OrderBy(static m => m.Order).Select(static m => m.Member)]),
            new EquatableArray<ConstructorArgument>(arguments),
            new EquatableArray<JsonValue>([.. _values.Values]));
    }

    /// <summary>The public properties in the order of System.Text.Json: the type's own first, then its base's.</summary>
    private IEnumerable<IPropertySymbol> Properties()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? type = _type; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (ISymbol symbol in type.GetMembers())
            {
                if (symbol is IPropertySymbol { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true } property
                    && names.Add(property.Name))
                {
                    yield return property;
                }
                else if (symbol is IFieldSymbol { IsImplicitlyDeclared: false })
                {
                    UnsupportedAttributes.CheckMember(symbol, _context, _origin);
                }
            }
        }
    }

    private JsonMember? ParseMember(IPropertySymbol property, Location location)
    {
        IgnoreRule ignore = IgnoreRules.Of(property);
        bool isRequiredHere = property.IsRequired && !_setsRequired;
        IParameterSymbol? parameter = ParameterOf(property);
        bool isWritten = IsPublic(property.GetMethod) && ignore is not (IgnoreRule.Always or IgnoreRule.WhenWriting);
        bool isRead = (IsPublic(property.SetMethod) || (parameter is not null && IsPublic(property.GetMethod)))
            && ignore is not (IgnoreRule.Always or IgnoreRule.WhenReading);
        if (!isRead && isRequiredHere)
        {
            Refuse(property, location, "it is required, but never read", "take away 'required' or [JsonIgnore]");
            return null;
        }

        if (!isRead && !isWritten)
        {
            return null;
        }

        if (_values.ParseMember(property.Type, property, location) is not { } value)
        {
            return null;
        }

        if (ignore == IgnoreRule.WhenWritingNull && value is not NullableValue && !value.IsReference)
        {
            _context.Report(
                Descriptors.UnsupportedAttribute, location, "JsonIgnore", SymbolNames.Display(property), "it is never null; use WhenWritingDefault");
            return null;
        }

        MemberReading reading = !isRead ? MemberReading.None
            : parameter is not null ? MemberReading.Argument
            : isRequiredHere ? MemberReading.Initializer
            : property.SetMethod!.IsInitOnly ? MemberReading.InitAccessor
            : MemberReading.Setter;
        if (reading == MemberReading.InitAccessor && property.ContainingType.IsGenericType)
        {
            Refuse(property, location, "it is init-only in a generic base", "declare it with 'set', or as required");
            return null;
        }

        if (reading == MemberReading.Argument)
        {
            _arguments[parameter!.Name] = property.Name;
        }

        return new JsonMember(
            SymbolNames.Identifier(property.Name),
            JsonName(property),
            value,
            !isWritten ? MemberWriting.Never
                : ignore == IgnoreRule.WhenWritingNull ? MemberWriting.UnlessNull
                : ignore == IgnoreRule.WhenWritingDefault ? MemberWriting.UnlessDefault
                : MemberWriting.Always,
            reading,
            Missing(property, parameter, value, ignore),
            parameter is { HasExplicitDefaultValue: true } ? DefaultValue.Expression(parameter) : null,
            SymbolNames.TypeName(property.ContainingType));
    }

    private MissingMember Missing(IPropertySymbol property, IParameterSymbol? parameter, JsonValue value, IgnoreRule ignore)
    {
        if (property.IsRequired || KnownAttributes.Json(property, "Required") is not null)
        {
            return MissingMember.Error;
        }

        bool isLeftOut = (ignore == IgnoreRule.WhenWritingDefault && !value.IsReference) || ignore == IgnoreRule.WhenWriting;
        if (value is NullableValue || isLeftOut)
        {
            return MissingMember.Keep;
        }

        if (parameter is not null)
        {
            return parameter.HasExplicitDefaultValue ? MissingMember.Keep : MissingMember.Error;
        }

        return Initializers.HasInitializer(property) ? MissingMember.Keep
            : !_hidesInitializers && !Initializers.IsPositional(property) ? MissingMember.Error
            : value.IsReference && IsPublic(property.GetMethod) ? MissingMember.KeepUnlessNull
            : MissingMember.Keep;
    }

    private ImmutableArray<ConstructorArgument> ParseArguments()
    {
        if (_constructor is null)
        {
            return [];
        }

        ImmutableArray<ConstructorArgument>.Builder arguments = ImmutableArray.CreateBuilder<ConstructorArgument>();
        foreach (IParameterSymbol parameter in _constructor.Parameters)
        {
            bool isFilled = _arguments.TryGetValue(parameter.Name, out string? member);
            if (!isFilled && !parameter.HasExplicitDefaultValue && !TakesNothing(parameter))
            {
                _context.Report(
                    Descriptors.UnsupportedMember,
                    ParseContext.LocationOf(parameter, _origin),
                    $"{SymbolNames.Display(_type)}({parameter.Name})",
                    "no public property that is read has its name and type",
                    "give the parameter a default, or add the property");
            }

            if (parameter.RefKind is not (RefKind.None or RefKind.In))
            {
                Refuse(parameter, ParseContext.LocationOf(parameter, _origin), "it is passed by reference", "take it by value");
            }

            arguments.Add(new ConstructorArgument(
                member is null ? null : SymbolNames.Identifier(member), DefaultValue.Expression(parameter)));
        }

        return arguments.ToImmutable();
    }

    /// <summary>Whether a parameter whose property is ignored, or failed already, can do without a value.</summary>
    private bool TakesNothing(IParameterSymbol parameter)
    {
        foreach (IPropertySymbol property in Properties())
        {
            if (Matches(property, parameter))
            {
                bool isIgnored = IgnoreRules.Of(property) is IgnoreRule.Always or IgnoreRule.WhenReading;
                return !isIgnored || parameter.Type.IsValueType || parameter.NullableAnnotation != NullableAnnotation.NotAnnotated;
            }
        }

        return false;
    }

    private IParameterSymbol? ParameterOf(IPropertySymbol property) =>
        _constructor?.Parameters.FirstOrDefault(parameter => Matches(property, parameter));

    private static bool Matches(IPropertySymbol property, IParameterSymbol parameter) =>
        string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
        && SymbolEqualityComparer.Default.Equals(property.Type, parameter.Type);

    private static bool IsPublic(IMethodSymbol? accessor) => accessor is { DeclaredAccessibility: Accessibility.Public };

    private static string JsonName(IPropertySymbol property) =>
        KnownAttributes.Json(property, "PropertyName") is { } attribute && KnownAttributes.Argument(attribute) is string name
            ? name
            : CamelCase.Convert(property.Name);

    private static void Order(IPropertySymbol property, out int order) =>
        order = KnownAttributes.Json(property, "PropertyOrder") is { } attribute && KnownAttributes.Argument(attribute) is int value
            ? value
            : 0;

    private void CheckName(List<(int Order, JsonMember Member)> members, JsonMember member, IPropertySymbol property, Location location)
    {
        string? other = members.FirstOrDefault(m => m.Member.JsonName == member.JsonName).Member?.Name
            ?? (HierarchyCases.DiscriminatorsAround(_type).Contains(member.JsonName) ? "the discriminator" : null);
        if (other is not null)
        {
            _context.Report(
                Descriptors.JsonNameUsedTwice, location, other, SymbolNames.Display(property), member.JsonName, "[JsonPropertyName]");
        }
    }

    private void CheckRequiredFields()
    {
        for (INamedTypeSymbol? type = _setsRequired ? null : _type; type is not null; type = type.BaseType)
        {
            foreach (ISymbol symbol in type.GetMembers())
            {
                if (symbol is IFieldSymbol { IsRequired: true })
                {
                    Refuse(symbol, ParseContext.LocationOf(symbol, _origin), "fields are not stored", "make it a property");
                }
            }
        }
    }

    private void Refuse(ISymbol member, Location location, string reason, string wayOut) =>
        _context.Report(Descriptors.UnsupportedMember, location, SymbolNames.Display(member), reason, wayOut);
}
